import Foundation
import Model
import Platform
import TestSupport
import Testing

@Suite struct `The name of an import map` {
    private func hint(_ map: String, _ office: Installation) async -> String? {
        let error = await #expect(throws: DiagnosticsError.self) {
            _ = try await office.importFile(
                office.settings.definitions + "/notes.csv", into: "note", map: map, dryRun: true, refused: nil, as: nil)
        }
        #expect(error?.diagnostics.map(\.code) == ["KTR-E125"])
        return error?.diagnostics.first?.hint
    }

    @Test func `that no pack has is answered with the nearest, or with what is still to be applied`() async throws {
        let project = try OfficeProject()
        try project.define("<text name=\"text\"/>")
        let imports = project.folder.path + "/entity-definitions/office/imports"
        try FileManager.default.createDirectory(atPath: imports, withIntermediateDirectories: true)
        let map = """
            <import xmlns="urn:kontor:definitions:1" entity="note"><column name="Text" to="text"/></import>
            """
        try project.write("imports/letters.xml", map)
        try project.write("../../notes.csv", "Text\n")
        try await project.open { office in
            try await office.apply()
            #expect(await hint("leters", office) == "did you mean 'letters'?")
            try project.write("imports/postcards.xml", map)
            #expect(await hint("postcards", office) == "it is in the folder: run 'kontor apply' first")
            #expect(await hint("xyzzy", office) == "give the path of a file, such as maps/xyzzy.xml")
        }
    }
}
