import Definitions
import Foundation
import Model
import Testing

/// Broken definitions, each with what must be said about it in comments at its head:
///
///     <!-- KTR-D112 4:30 <text> has no attribute 'requird' | did you mean 'required'? -->
private struct BrokenDefinition: Sendable, CustomStringConvertible {
    var name: String
    var bytes: [UInt8]
    var description: String { name }

    static let all: [BrokenDefinition] = {
        guard let folder = Bundle.module.url(forResource: "Corpus", withExtension: nil) else { return [] }
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "xml" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .compactMap { url in
                (try? Data(contentsOf: url)).map {
                    BrokenDefinition(name: url.deletingPathExtension().lastPathComponent, bytes: [UInt8]($0))
                }
            }
    }()

    /// The lines `code line:column message | hint` of the head.
    var expected: [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix { $0.hasPrefix("<!-- KTR-") }
            .map { String($0.dropFirst("<!-- ".count).dropLast(" -->".count)) }
    }
}

@Suite struct `Broken definitions` {
    @Test func `are many`() { #expect(BrokenDefinition.all.count >= 60) }

    @Test(arguments: BrokenDefinition.all)
    private func `are refused with code, place, cause and mend`(broken: BrokenDefinition) {
        let path = "\(broken.name).xml"
        let found = Project.compile(Project.office(adding: [SourceFile(path: path, bytes: broken.bytes)])).diagnostics
        let lines = found.map { diagnostic in
            let place = diagnostic.location.map { "\($0.line):\($0.column)" } ?? "nowhere"
            let file = diagnostic.location?.file == path ? "" : " in \(diagnostic.location?.file ?? "")"
            let hint = diagnostic.hint.map { " | \($0)" } ?? ""
            return "\(diagnostic.code) \(place)\(file) \(diagnostic.message)\(hint)"
        }
        #expect(lines == broken.expected)
        #expect(Set(lines).count == lines.count)
    }
}
