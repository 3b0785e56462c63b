import HTTPServing
import Model
import TestSupport
import Testing

@Suite struct `Taking a form with files apart` {
    static let header = "multipart/form-data; boundary=\"simple boundary\""
    static let sound =
        "preamble\r\n--simple boundary\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n--simple"
        + "\r\n--simple boundary \t\r\ncontent-type: image/png\r\n"
        + "Content-Disposition: form-data; name=\"photo.file\"; filename=\"a \\\"b\\\" %22c%22 \u{FC}.png\"\r\n\r\n"
        + "\r\n\r\n-\r\n--simple boundar\r\n--simple boundary\r\nContent-Disposition: form-data; name=e\r\n\r\n"
        + "\r\n--simple boundary--\r\nepilogue"

    @Test(arguments: [1, 2, 5, 17, 64, 10_000])
    func `gives the same parts in whatever pieces they come`(piece: Int) throws {
        let parts = try Self.parts(of: Array(Self.sound.utf8), piece: piece)
        #expect(
            parts == [
                .init(name: "a", fileName: nil, type: nil, content: "1\r\n2\r\n--simple"),
                .init(
                    name: "photo.file", fileName: "a \"b\" \"c\" ü.png", type: "image/png",
                    content: "\r\n\r\n-\r\n--simple boundar"),
                .init(name: "e", fileName: nil, type: nil, content: ""),
            ])
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=x", "text/plain",
        "multipart/form-data; boundary=\"" + String(repeating: "x", count: 71) + "\"",
        "multipart/form-data; boundary=\"a\r\nb\"", "multipart/form-data; boundary=\"a ", "multipart/form-data;;;=",
        "multipart/form-data; boundary=\"x \"",
    ])
    func `needs a boundary`(header: String) throws {
        let refusal = #expect(throws: Refusal.self) { try MultipartReader(contentType: header) }
        #expect(refusal?.code == "KTR-W130")
    }

    @Test(arguments: [
        // No headers, an unknown disposition, no name.
        ("--b\r\n\r\nx\r\n--b--", "KTR-W131"),
        ("--b\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--b--", "KTR-W131"),
        ("--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "KTR-W131"),
        // A line that goes on, one without a colon, a control character, a form within the form.
        ("--b\r\nContent-Disposition: form-data;\r\n name=a\r\n\r\nx\r\n--b--", "KTR-W131"),
        ("--b\r\nnonsense\r\n\r\nx\r\n--b--", "KTR-W131"),
        ("--b\r\nContent-Disposition: form-data; name=\"a\u{1}\"\r\n\r\nx\r\n--b--", "KTR-W131"),
        (
            "--b\r\nContent-Disposition: form-data; name=a\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c",
            "KTR-W131"
        ),
        // Something behind the boundary.
        ("--bx\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--", "KTR-W131"),
        ("--b" + String(repeating: " ", count: 101), "KTR-W131"),
        // Too much.
        (String(repeating: "x", count: 9000), "KTR-W131"),
        ("--b\r\nX: " + String(repeating: "y", count: 9000), "KTR-W132"),
        (String(repeating: "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", count: 1001), "KTR-W132"),
        // Cut off.
        ("", "KTR-W133"), ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx", "KTR-W133"),
        ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b", "KTR-W133"),
        ("--b\nX: y\n\n--b--", "KTR-W131"),
    ])
    func `refuses what is no such form`(body: String, code: String) throws {
        for piece in [1, 8, 100_000] {
            let refusal = #expect(throws: Refusal.self) {
                var reader = try MultipartReader(contentType: "multipart/form-data; boundary=b")
                var rest = Array(body.utf8)[...]
                while !rest.isEmpty {
                    _ = try reader.read(rest.prefix(piece))
                    rest = rest.dropFirst(piece)
                }
                try reader.finish()
            }
            #expect(refusal?.code == code)
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `bears anything, and reads it the same in any pieces`(seed: UInt64) throws {
        var random = Scramble(state: seed)
        let body = random.disturbed(Array(Self.sound.utf8))
        var results: [String] = []
        for piece in [1, 3, 1_000_000] {
            do {
                results.append(try Self.parts(of: body, piece: piece).map { "\($0)" }.joined(separator: "\n"))
            } catch let refusal as Refusal {
                results.append(refusal.code)
            }
        }
        #expect(Set(results).count == 1)
    }

    struct Part: Equatable {
        var name: String
        var fileName: String?
        var type: String?
        var content: String
    }

    private static func parts(of body: [UInt8], piece size: Int) throws -> [Part] {
        var reader = try MultipartReader(contentType: header)
        var parts: [Part] = []
        var content: [UInt8] = []
        var rest = body[...]
        while !rest.isEmpty {
            for piece in try reader.read(rest.prefix(size)) {
                switch piece {
                case .part(let part):
                    parts.append(Part(name: part.name, fileName: part.fileName, type: part.mediaType, content: ""))
                    content = []
                case .bytes(let bytes): content += bytes
                case .end: parts[parts.count - 1].content = String(decoding: content, as: UTF8.self)
                }
            }
            rest = rest.dropFirst(size)
        }
        try reader.finish()
        return parts
    }
}

/// Changes, drops, doubles and moves bytes; the same for one seed.
private struct Scramble {
    var state: UInt64

    mutating func disturbed(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0..<1 + next() % 4 {
            let place = Int(next() % UInt64(result.count))
            switch next() % 5 {
            case 0: result[place] = UInt8(truncatingIfNeeded: next())
            case 1: result.remove(at: place)
            case 2: result.insert(contentsOf: result[place..<min(place + 20, result.count)], at: place)
            case 3: result.removeLast(min(result.count - 1, Int(next() % 30)))
            default: result.insert(contentsOf: [0x0D, 0x0A], at: place)
            }
        }
        return result
    }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
