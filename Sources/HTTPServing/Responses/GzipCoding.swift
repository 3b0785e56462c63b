import CZlib
public import HTTPTypes

/// The content coding `gzip`, for clients that would rather have it (RFC 9110 §8.4.1.3, §12.5.3).
///
/// Only data is coded so. Pages hold a session's token beside what their visitor typed, and how well both compress together would
/// tell of the token.
public enum GzipCoding {
    /// Bytes below which it is not worth it.
    public static let leastSize = 1024

    /// Whether the client takes it, and no less willingly than the bytes as they are.
    public static func isTaken(_ headers: HTTPFields) -> Bool {
        guard let header = headers[.acceptEncoding] else { return false }
        var weights: [String: Int] = [:]
        for element in HeaderList.elements(of: header) {
            guard let coding = HeaderParameters(String(element)) else { continue }
            weights[coding.value == "x-gzip" ? "gzip" : coding.value] = coding["q"].map(weight) ?? 1000
        }
        let gzip = weights["gzip"] ?? weights["*"] ?? 0
        // What is not named is taken as it is, if nothing better can be had.
        return gzip > 0 && gzip >= weights["identity"] ?? 1
    }

    /// The bytes in this coding; nil where they do not become fewer by it.
    public static func encode(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window, 16 more for the header of gzip; the quickest level, which saves most of what there is to save.
        guard
            deflateInit2_(
                &stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)
            )
                == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        let coded = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(clamping: input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(clamping: output.count)
                // All at once: it ends here, or it does not fit.
                count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(clamping: stream.total_out) : 0
            }
        }
        return coded.isEmpty ? nil : coded
    }

    /// `0.5` in thousandths; 0 where it is none.
    private static func weight(_ text: String) -> Int {
        guard let value = Double(text), (0...1).contains(value) else { return 0 }
        return Int(value * 1000)
    }
}
