import Foundation
import Model
import Platform
import TestSupport
import Testing

@Suite struct `Checking a project` {
    @Test func `finds an attribute that an import map still sets`() throws {
        let folder = try TemporaryFolder()
        let files = [
            "pack.xml": "<pack xmlns=\"urn:kontor:definitions:1\" name=\"office\" version=\"1.0.0\"/>",
            "note.xml": """
            <entity xmlns="urn:kontor:definitions:1" name="note" set="notes" title="{text}"><text name="text"/></entity>
            """,
            "imports/old.xml": """
            <import xmlns="urn:kontor:definitions:1" entity="note">
              <column name="Text" to="txt"/>
            </import>
            """,
        ]
        for (name, text) in files {
            let file = URL(fileURLWithPath: folder.path + "/entity-definitions/office/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let errors = try DefinitionCheck.tree(folder.path).filter { $0.severity == .error }
        #expect(
            errors.map { "\($0.location?.file ?? ""):\($0.location?.line ?? 0)" } == [
                "entity-definitions/office/imports/old.xml:2"
            ])
        #expect(errors.first?.hint?.contains("text") == true)
    }
}
