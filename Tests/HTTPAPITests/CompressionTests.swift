import CZlib
import HTTPServing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import NIOCore
import Testing

@Suite struct `Compressing answers` {
    /// The bytes that a gzip stream holds.
    private static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var input = bytes
        var isWhole = false
        let result = [UInt8](unsafeUninitializedCapacity: 1 << 20) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                isWhole = inflate(&stream, Z_FINISH) == Z_STREAM_END
                count = Int(stream.total_out)
            }
        }
        return isWhole ? result : nil
    }

    @Test(arguments: [
        ("gzip", true), ("x-gzip", true), ("*", true), ("gzip;q=0.5", true), ("br, gzip;q=0.8", true),
        ("gzip, identity", true),
        ("", false), ("identity", false), ("gzip;q=0", false), ("gzip;q=0, *", false), ("identity, gzip;q=0.5", false),
        ("br", false), ("gzip;q=x", false),
    ])
    func `is done for who would rather have it so`(header: String, isTaken: Bool) {
        #expect(GzipCoding.isTaken([.acceptEncoding: header]) == isTaken)
        #expect(!GzipCoding.isTaken([:]))
    }

    @Test func `loses nothing, and is left out where it gains nothing`() {
        let text = Array(String(repeating: "complaint 12.50 ä€😀 ", count: 500).utf8)
        let coded = GzipCoding.encode(text)
        #expect(coded.map { $0.count < text.count / 5 } == true)
        #expect(coded.flatMap(Self.decoded) == text)
        #expect(GzipCoding.encode([]) == nil && GzipCoding.encode([1, 2, 3]) == nil)
    }

    @Test func `sends the same data, and says what it did`() async throws {
        try await Service.run { service in
            for number in 0..<30 { _ = try await service.createComplaint(#"{"subject": "No \#(number)"}"#) }
            for path in ["/odata/complaints", "/odata/$metadata"] {
                let plain = try await service.get(path)
                #expect(
                    plain.headers[.contentEncoding] == nil && plain.headers[.vary]?.contains("Accept-Encoding") == true)
                let token = try #require(service.tokens["manager"])
                let headers: HTTPFields = [.authorization: "Bearer \(token)", .acceptEncoding: "gzip"]
                let (coding, bytes) = try await service.client.execute(uri: path, method: .get, headers: headers) {
                    ($0.headers[.contentEncoding], Array($0.body.readableBytesView))
                }
                #expect(coding == "gzip" && bytes.count < plain.text.utf8.count)
                #expect(Self.decoded(bytes) == Array(plain.text.utf8))
            }
            let small = try await service.get("/odata/complaints/$count", headers: [.acceptEncoding: "gzip"])
            #expect(small.text == "30" && small.headers[.contentEncoding] == nil)
        }
    }
}
