/// Finds out from a file's own bytes what it is, and how large a picture is, without decoding it.
///
/// Fed piece by piece as the file arrives; keeps no more than its first bytes.
///
///     var recognition = FileRecognition()
///     recognition.read(chunk)
///     recognition.mediaType       // "image/png"
///     recognition.extent          // 4032 × 3024
public struct FileRecognition: Sendable {
    private var head: [UInt8] = []
    private var jpeg = JPEGFrameSearch()

    /// Nothing has been read yet.
    public init() {}

    /// The next bytes of the file.
    public mutating func read(_ bytes: some Sequence<UInt8>) {
        var bytes = bytes.makeIterator()
        while head.count < Self.headLength || !jpeg.isOver, let byte = bytes.next() {
            if head.count < Self.headLength { head.append(byte) }
            jpeg.read(byte)
        }
    }

    /// What the first bytes say; nil where they are of nothing that we know.
    public var mediaType: String? {
        if starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if starts(with: "GIF87a".utf8) || starts(with: "GIF89a".utf8) { return "image/gif" }
        if starts(with: "RIFF".utf8), starts(with: "WEBP".utf8, at: 8) { return "image/webp" }
        if starts(with: "%PDF-".utf8) { return "application/pdf" }
        return nil
    }

    /// Types that a file can only have if its bytes say so.
    public static let recognised = FileDescription.pictureTypes + ["application/pdf"]

    /// How large the picture says it is; nil for what is no picture, or one whose header is broken.
    public var extent: PictureExtent? {
        switch mediaType {
        case "image/png":
            // PNG 3rd ed. §11.2.1: IHDR is the first chunk.
            guard starts(with: "IHDR".utf8, at: 12), let width = bigEndian(16, 4), let height = bigEndian(20, 4) else {
                return nil
            }
            return PictureExtent(width: width, height: height)
        case "image/gif":
            guard let width = littleEndian(6, 2), let height = littleEndian(8, 2) else { return nil }
            return PictureExtent(width: width, height: height)
        case "image/jpeg": return jpeg.extent
        case "image/webp": return webP
        default: return nil
        }
    }

    /// RFC 9649 §2.5–2.7: lossy, lossless, or extended.
    private var webP: PictureExtent? {
        if starts(with: "VP8 ".utf8, at: 12) {
            guard starts(with: [0x9D, 0x01, 0x2A], at: 23), let width = littleEndian(26, 2),
                let height = littleEndian(28, 2)
            else { return nil }
            return PictureExtent(width: width & 0x3FFF, height: height & 0x3FFF)
        }
        if starts(with: "VP8L".utf8, at: 12) {
            guard starts(with: [0x2F], at: 20), let bits = littleEndian(21, 4) else { return nil }
            return PictureExtent(width: (bits & 0x3FFF) + 1, height: (bits >> 14 & 0x3FFF) + 1)
        }
        guard starts(with: "VP8X".utf8, at: 12), let width = littleEndian(24, 3), let height = littleEndian(27, 3)
        else { return nil }
        return PictureExtent(width: width + 1, height: height + 1)
    }

    private static let headLength = 32

    private func starts(with bytes: some Sequence<UInt8>, at offset: Int = 0) -> Bool {
        head.dropFirst(offset).starts(with: bytes)
    }

    private func bigEndian(_ offset: Int, _ count: Int) -> Int? {
        guard head.count >= offset + count else { return nil }
        return head[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private func littleEndian(_ offset: Int, _ count: Int) -> Int? {
        guard head.count >= offset + count else { return nil }
        return head[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
