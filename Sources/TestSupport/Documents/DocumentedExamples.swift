import Foundation

/// The examples of a page of documentation: what stands between fences, for tests that try them.
///
///     let charts = try DocumentedExamples("docs/workflows.md", in: "xml").texts
public struct DocumentedExamples {
    /// In the order of the page.
    public let texts: [String]

    /// Reads a page.
    ///
    /// - Parameters:
    ///   - page: its path below the package's folder.
    ///   - language: the word after the fence.
    public init(_ page: String, in language: String, file: StaticString = #filePath) throws {
        var root = URL(fileURLWithPath: "\(file)")
        while root.path != "/",
            !FileManager.default.fileExists(atPath: root.appendingPathComponent("Package.swift").path)
        {
            root.deleteLastPathComponent()
        }
        let text = try String(contentsOf: root.appendingPathComponent(page), encoding: .utf8)
        texts = text.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }
}
