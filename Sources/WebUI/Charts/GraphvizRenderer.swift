import Foundation

/// Draws by starting Graphviz' `dot`, one process per picture, ended after a while.
public struct GraphvizRenderer: ChartRenderer {
    private let executable: URL?
    private let limit: Duration

    /// - Parameters:
    ///   - path: folders to look for `dot` in, separated by colons, as in `PATH`.
    ///   - limit: how long a picture may take.
    public init(path: String, limit: Duration = .seconds(10)) {
        executable = path.split(separator: ":").map { URL(filePath: "\($0)/dot") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) }
        self.limit = limit
    }

    /// The SVG document; nil where there is no `dot` or it gives up.
    public func svg(dot: String) async throws -> String? {
        guard let executable else { return nil }
        let process = Process()
        process.executableURL = executable
        process.arguments = ["-Tsvg"]
        process.environment = ["LC_ALL": "C.UTF-8"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let watch = Task { [limit] in
            try await Task.sleep(for: limit)
            process.terminate()
        }
        defer { watch.cancel() }
        let (writer, reader) = (input.fileHandleForWriting, output.fileHandleForReading)
        // Reading and writing block, so they have threads of their own; dot reads everything before it writes.
        let data = try await withCheckedThrowingContinuation { (done: CheckedContinuation<Data, any Error>) in
            Thread.detachNewThread {
                done.resume(
                    with: Result {
                        try writer.write(contentsOf: Data(dot.utf8))
                        try writer.close()
                        return try reader.readToEnd() ?? Data()
                    })
            }
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}
