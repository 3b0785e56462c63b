import Foundation
import Model

/// Reads a file that a command was given.
enum SourceText {
    static func read(_ path: String) throws -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-E130", "the file '\(path)' cannot be read", hint: "check its name and permissions")
            ])
        }
    }
}
