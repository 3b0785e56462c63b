import Model
import Testing

@Suite struct `Files as values` {
    @Test(arguments: [
        ("../../etc/passwd", "passwd"), ("C:\\scans\\Rechnung für März.pdf", "Rechnung für März.pdf"),
        ("bill\u{202E}fdp.exe", "billfdp.exe"), ("a\r\nSet-Cookie: x", "aSet-Cookie x"), (" . ", "file"), ("", "file"),
        ("<img src=x>.png", "img src=x.png"), ("...hidden", "hidden"), ("\u{0}\u{7F}\u{85}x", "x"),
    ])
    func `have names that harm nobody`(given: String, kept: String) {
        #expect(FileName.cleaned(given) == kept)
    }

    @Test func `have names of a length that disks take, and keep what says their kind`() {
        let name = FileName.cleaned(String(repeating: "ä", count: 500) + ".PDF")
        #expect(name.utf8.count <= FileName.longest)
        #expect(name.hasSuffix(".pdf"))
    }

    @Test(arguments: [
        (0, "0 bytes", "0 Byte"), (999, "999 bytes", "999 Byte"), (1000, "1 kB", "1 kB"), (1450, "1.5 kB", "1,5 kB"),
        (48_213, "48 kB", "48 kB"), (999_499, "999 kB", "999 kB"), (999_500, "1 MB", "1 MB"),
        (2_400_000, "2.4 MB", "2,4 MB"), (10_000_000, "10 MB", "10 MB"), (4_000_000_000, "4 GB", "4 GB"),
    ])
    func `have sizes that people can read`(bytes: Int64, english: String, german: String) {
        let text = ByteCount(bytes).text
        #expect(text.english == english)
        #expect(text[.german] == german)
    }

    @Test func `have types with the form of one`() {
        #expect(MediaType.parsed("Text/Plain; charset=utf-8") == "text/plain")
        for broken in ["", "text", "text/", "/x", "a/b/c", "text/pl ain\u{7}", "te\"xt/x", "text/x\r\nX: y"] {
            #expect(MediaType.parsed(broken) == nil, "\(broken)")
        }
        #expect(MediaType.matches("image/png", "image/*"))
        #expect(!MediaType.matches("imagex/png", "image/*"))
        #expect(!MediaType.matches("application/pdf", "image/*"))
    }

    @Test(arguments: Picture.all, [1, 3, 7, 100_000])
    private func `are recognised by their bytes, in whatever pieces they come`(picture: Picture, piece: Int) {
        var recognition = FileRecognition()
        var rest = picture.bytes[...]
        while !rest.isEmpty {
            recognition.read(rest.prefix(piece))
            rest = rest.dropFirst(piece)
        }
        #expect(recognition.mediaType == picture.type)
        #expect(recognition.extent == picture.extent)
    }

    @Test func `are taken by their attribute only as it says`() {
        let rules = FileRules(isImage: true, maximumSize: 1000)
        func code(_ type: String, _ size: Int64, _ extent: PictureExtent?) -> String? {
            rules.problem(
                with: FileDescription(id: Picture.id, name: "x", size: size, mediaType: type, hash: "00"),
                extent: extent)?.code
        }
        let small = PictureExtent(width: 10, height: 10)
        #expect(code("image/png", 1000, small) == nil)
        #expect(code("image/png", 1001, small) == "KTR-R170")
        #expect(code("image/svg+xml", 10, nil) == "KTR-R172")
        #expect(code("image/png", 10, nil) == "KTR-R174")
        for bomb in [(60_000, 60_000), (1, 20_001), (0, 10), (8_001, 8_001)] {
            #expect(code("image/png", 10, PictureExtent(width: bomb.0, height: bomb.1)) == "KTR-R175")
        }
        let letters = FileRules(isImage: false, maximumSize: 1000, mediaTypes: ["application/pdf", "text/*"])
        #expect(letters.takes("text/csv"))
        #expect(!letters.takes("text"))
        #expect(!letters.takes("image/png"))
    }

    @Test func `come back from the change log as they were written`() throws {
        let file = FileDescription(
            id: Picture.id, name: "ü \"x\".pdf", size: 5, mediaType: "application/pdf", hash: "ab")
        #expect(try FileDescription(DataValue(json: file.dataValue.jsonText)) == file)
        #expect(FileDescription(.text("0190f3c2-7d1e-7abc-8def-0123456789ab")) == nil)
    }
}

/// The first bytes of a picture, made by hand from the standards.
private struct Picture: Sendable, CustomTestStringConvertible {
    static let id = RecordID(high: 1, low: 2)

    var name: String
    var type: String?
    var extent: PictureExtent?
    var bytes: [UInt8]

    var testDescription: String { name }

    static let all: [Picture] = [
        Picture(
            name: "PNG", type: "image/png", extent: .init(width: 640, height: 480),
            bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
                + [0, 0, 2, 0x80, 0, 0, 1, 0xE0, 8, 2, 0, 0, 0]),
        Picture(
            name: "PNG that is cut off", type: "image/png", extent: nil,
            bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [0, 0]),
        Picture(
            name: "GIF", type: "image/gif", extent: .init(width: 258, height: 3),
            bytes: Array("GIF89a".utf8) + [2, 1, 3, 0, 0]),
        Picture(
            name: "lossy WebP", type: "image/webp", extent: .init(width: 300, height: 200),
            bytes: riff("VP8 ") + [0, 0, 0, 0x9D, 0x01, 0x2A, 0x2C, 0x41, 0xC8, 0x00]),
        Picture(
            name: "lossless WebP", type: "image/webp", extent: .init(width: 300, height: 200),
            // 299 in 14 bits, then 199 in 14 bits.
            bytes: riff("VP8L") + [0x2F, 0x2B, 0xC1, 0x31, 0x00]),
        Picture(
            name: "extended WebP", type: "image/webp", extent: .init(width: 70_000, height: 2),
            bytes: riff("VP8X") + [0, 0, 0, 0, 0x6F, 0x11, 0x01, 1, 0, 0]),
        Picture(
            name: "JPEG with a large preview before its frame", type: "image/jpeg",
            extent: .init(width: 4032, height: 3024),
            bytes: [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF] + Array(repeating: 0xFF, count: 0xFFFD)
                + [0xFF, 0xFF, 0xC4, 0, 3, 0xC0, 0xFF, 0xC2, 0, 17, 8, 0x0B, 0xD0, 0x0F, 0xC0, 3]),
        Picture(
            name: "JPEG without a frame", type: "image/jpeg", extent: nil,
            bytes: [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0xFF, 0xDA, 0, 2, 0xFF, 0xC0, 0, 17, 8, 0, 1, 0, 1]),
        Picture(
            name: "JPEG of nonsense", type: "image/jpeg", extent: nil, bytes: [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 9, 9]),
        Picture(name: "PDF", type: "application/pdf", extent: nil, bytes: Array("%PDF-1.7\n".utf8)),
        Picture(name: "SVG", type: nil, extent: nil, bytes: Array("<svg xmlns=\"…\"/>".utf8)),
        Picture(name: "nothing", type: nil, extent: nil, bytes: []),
    ]

    private static func riff(_ chunk: String) -> [UInt8] {
        Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBP".utf8) + Array(chunk.utf8) + [0, 0, 0, 0]
    }
}
