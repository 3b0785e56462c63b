import Foundation

/// A new, empty folder that is gone when it is no longer held.
public final class TemporaryFolder: Sendable {
    /// Where it is, without a slash at its end.
    public let path: String

    /// Makes the folder.
    public init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
