public import Model

#if canImport(Glibc)
    import Glibc
#endif

/// Where a reader's bytes come from, piece by piece.
public protocol ByteSource: AnyObject {
    /// The next piece; empty at the end.
    func next() throws(Refusal) -> [UInt8]
}

/// Bytes that are in memory already: a request's body, a test's text.
public final class BytesInMemory: ByteSource {
    private var pieces: [[UInt8]]

    /// - Parameter pieceSize: for tests that want a boundary in the middle of a cell.
    public init(_ bytes: [UInt8], pieceSize: Int = .max) {
        pieces = stride(from: 0, to: bytes.count, by: max(1, min(pieceSize, bytes.count))).reversed().map {
            Array(bytes[$0..<min(bytes.count, $0 + min(pieceSize, bytes.count))])
        }
    }

    /// The UTF-8 of a text.
    public convenience init(_ text: String, pieceSize: Int = .max) {
        self.init(Array(text.utf8), pieceSize: pieceSize)
    }

    /// The next piece; empty at the end.
    public func next() throws(Refusal) -> [UInt8] { pieces.popLast() ?? [] }
}

/// A file, read in pieces of 256 KiB; closed when the value goes.
public final class FileBytes: ByteSource {
    /// Size of the file when it was opened; 0 for a pipe.
    public let size: Int
    private let path: String
    private let descriptor: Int32
    private static let pieceSize = 262_144

    /// - Throws: `Refusal` `KTR-I120` when the file cannot be opened.
    public init(path: String) throws(Refusal) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, errno) }
        size = Int(status.st_size)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next piece; empty at the end.
    ///
    /// - Throws: `Refusal` `KTR-I120` when the file cannot be read on.
    public func next() throws(Refusal) -> [UInt8] {
        var failure: Int32 = 0
        let descriptor = descriptor
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
            var got = -1
            repeat { got = Glibc.read(descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
            if got < 0 { failure = errno }
            count = max(0, got)
        }
        guard failure == 0 else { throw Self.unreadable(path, failure) }
        return piece
    }

    private static func unreadable(_ path: String, _ code: Int32) -> Refusal {
        let why = String(cString: strerror(code))
        return Refusal(
            .malformed, "KTR-I120",
            LocalizedText("\(path) cannot be read: \(why)", german: "\(path) ist nicht lesbar: \(why)"),
            hint: LocalizedText(
                "check the path and that you may read the file",
                german: "Prüfen Sie den Pfad und ob Sie die Datei lesen dürfen"))
    }
}
