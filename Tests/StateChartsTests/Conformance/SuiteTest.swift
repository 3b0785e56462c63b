import Foundation
import Testing

/// One test of the SCXML suite in Lua form, as its manifest describes it.
struct SuiteTest: Decodable, Sendable, CustomTestStringConvertible {
    struct Expectation: Decodable, Sendable {
        let final: String?
        let documentRejected: Bool?
        let or: String?
        let inspectLog: Bool?

        enum CodingKeys: String, CodingKey {
            case final, or
            case documentRejected = "document-rejected"
            case inspectLog = "inspect_log"
        }
    }

    let id: String
    let file: String
    let needs: [String]
    let expect: Expectation

    var testDescription: String { id }

    private struct Manifest: Decodable {
        let tests: [SuiteTest]
    }

    /// The folder with the suite: `KONTOR_SHARED`, or `../shared` beside the working directory.
    static let folder: URL = {
        let shared = ProcessInfo.processInfo.environment["KONTOR_SHARED"] ?? "../shared"
        return URL(fileURLWithPath: shared).appendingPathComponent("conformance/scxml")
    }()

    static var isThere: Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("manifest-open.json").path)
    }

    /// All tests that need no HTTP.
    static let all: [SuiteTest] = ["manifest-open.json", "manifest-extra.json"].flatMap { name -> [SuiteTest] in
        guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
        else { return [] }
        return manifest.tests
    }

    /// Tests that are not expected to pass, with the reason.
    static func reasonToSkip(_ test: SuiteTest) -> String? {
        if test.needs.contains("basichttp") { return "the BasicHTTP processor is not built" }
        return nil
    }
}
