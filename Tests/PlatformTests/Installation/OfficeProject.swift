import Foundation
import Platform
import TestSupport

/// A project in a folder of its own, with one entity type.
struct OfficeProject {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/entity-definitions/office", withIntermediateDirectories: true)
        try write("pack.xml", "<pack xmlns=\"urn:kontor:definitions:1\" name=\"office\" version=\"1.0.0\"/>")
    }

    func define(_ attributes: String) throws {
        try write(
            "note.xml",
            """
            <entity xmlns="urn:kontor:definitions:1" name="note" set="notes" title="{text}">\(attributes)</entity>
            """)
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(
            to: URL(fileURLWithPath: folder.path + "/entity-definitions/office/" + name))
    }

    var settings: Settings {
        Settings(database: .sqlite(path: folder.path + "/kontor.sqlite"), definitions: folder.path)
    }

    /// Opens, does something, and closes again by letting go.
    @discardableResult
    func open<T>(_ body: (Installation) async throws -> T) async throws -> T {
        try await body(Installation.open(settings))
    }
}
