import Foundation
import Model
import Testing
import XMLDocuments

/// Hostile texts that lie beside the checkout, with what shall happen to each.
private enum HostileFiles {
    struct Entry: Codable, Sendable, CustomStringConvertible {
        var file: String
        var expect: String
        var description: String { file }
    }

    private struct Index: Codable { var files: [Entry] }

    static let folder: URL = {
        let shared = ProcessInfo.processInfo.environment["KONTOR_SHARED"] ?? "../shared"
        return URL(fileURLWithPath: shared).appendingPathComponent("hostile/xml")
    }()

    static let entries: [Entry] = {
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("index.json")) else { return [] }
        return (try? JSONDecoder().decode(Index.self, from: data))?.files ?? []
    }()
}

@Suite(.enabled(if: !HostileFiles.entries.isEmpty, "the hostile XML files are not in KONTOR_SHARED"))
struct `Hostile XML` {
    @Test(arguments: HostileFiles.entries)
    private func `is refused with its place, or harmless`(entry: HostileFiles.Entry) throws {
        let bytes = [UInt8](try Data(contentsOf: HostileFiles.folder.appendingPathComponent(entry.file)))
        var found: Diagnostic?
        do throws(DiagnosticsError) {
            _ = try XMLDocument.parse(bytes, file: entry.file)
        } catch {
            found = error.diagnostics.first
        }
        // What is well-formed and only no definition falls to the definition compiler.
        if found == nil, ["inert", "reject:schema"].contains(entry.expect) { return }
        let problem = try #require(found, "\(entry.file) was read")
        #expect(entry.expect.hasPrefix("reject:"))
        #expect(problem.code.hasPrefix("KTR-X1"))
        let place = try #require(problem.location)
        #expect(place.line >= 1 && place.column >= 1)
        if entry.expect == "reject:doctype" { #expect(problem.code == "KTR-X110") }
        if entry.expect == "reject:encoding" { #expect(["KTR-X103", "KTR-X104", "KTR-X105"].contains(problem.code)) }
        if entry.expect == "reject:limit" { #expect(problem.code.hasPrefix("KTR-X13")) }
    }
}
