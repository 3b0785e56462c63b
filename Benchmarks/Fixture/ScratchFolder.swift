import Foundation

/// A new folder that is gone when it is no longer held. Below the working directory's `.build`: `/tmp` is often memory, and
/// what is durable must be measured on a disk.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        let folder = URL(fileURLWithPath: ".build/benchmarks/\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
