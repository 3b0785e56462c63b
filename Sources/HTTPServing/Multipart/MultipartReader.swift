public import Model

/// Takes a form apart that arrives as `multipart/form-data` (RFC 7578), piece by piece: files of any size go through it, and
/// it keeps no more than the last line of them.
///
///     var reader = try MultipartReader(contentType: header)
///     for try await bytes in body {
///         for piece in try reader.read(bytes) { … }
///     }
///     try reader.finish()
public struct MultipartReader: Sendable {
    /// What has been read.
    public enum Piece: Sendable, Equatable {
        /// A part begins.
        case part(MultipartPart)
        /// Some of its content.
        case bytes(ArraySlice<UInt8>)
        /// It ends.
        case end
    }

    private enum Place: Sendable {
        /// Before the first boundary.
        case preamble
        /// Behind a boundary: blanks and a line end, or two hyphens.
        case boundary
        case headers
        case content
        /// Behind the last boundary.
        case epilogue
    }

    /// CR LF, two hyphens and the boundary: what cannot stand in a part's content.
    private let delimiter: [UInt8]
    /// What has arrived and is not understood yet. It begins as if a line had ended, since the first boundary begins one.
    private var waiting: [UInt8] = [0x0D, 0x0A]
    private var place = Place.preamble
    private var parts = 0
    private var skipped = 0

    /// So many parts a form has at most, where nobody says.
    public static let usualParts = 1_000
    private let mostParts: Int
    static let longestHeaders = 8 << 10
    static let longestPreamble = 8 << 10

    /// - Parameters:
    ///   - contentType: the header, with the boundary that the client has chosen.
    ///   - mostParts: how many parts it may have.
    /// - Throws: `Refusal` (`KTR-W130`) where it names none, or one that RFC 2046 §5.1.1 does not allow.
    public init(contentType: String, mostParts: Int = usualParts) throws(Refusal) {
        guard let header = HeaderParameters(contentType), header.value == "multipart/form-data",
            let boundary = header["boundary"], (1...70).contains(boundary.utf8.count), boundary.last != " ",
            boundary.utf8.allSatisfy({ $0 > 0x1F && $0 < 0x7F })
        else { throw .noBoundary }
        delimiter = [0x0D, 0x0A, 0x2D, 0x2D] + Array(boundary.utf8)
        self.mostParts = mostParts
    }

    /// Whether a header announces such a form.
    public static func isMeant(by contentType: String?) -> Bool {
        contentType?.lowercased().hasPrefix("multipart/form-data") ?? false
    }

    /// Takes the next bytes.
    ///
    /// - Throws: `Refusal` for what is no such form, or has too many parts or too long headers.
    public mutating func read(_ bytes: some Sequence<UInt8>) throws(Refusal) -> [Piece] {
        waiting.append(contentsOf: bytes)
        var pieces: [Piece] = []
        var start = 0
        while let next = try step(from: start, &pieces) { start = next }
        waiting.removeFirst(min(start, waiting.count))
        return pieces
    }

    /// - Throws: `Refusal` (`KTR-W133`) where the last boundary has not come.
    public func finish() throws(Refusal) {
        guard case .epilogue = place else { throw .formCutOff }
    }

    /// One step from a position in ``waiting``; the position after it, or nil where more bytes are needed.
    private mutating func step(from start: Int, _ pieces: inout [Piece]) throws(Refusal) -> Int? {
        switch place {
        case .preamble:
            guard let found = position(of: delimiter, from: start) else {
                let kept = max(start, waiting.count - delimiter.count + 1)
                skipped += kept - start
                guard skipped <= Self.longestPreamble else { throw .noForm("KTR-W131") }
                return kept > start ? kept : nil
            }
            place = .boundary
            return found + delimiter.count
        case .boundary: return try afterBoundary(start)
        case .headers: return try headers(start, &pieces)
        case .content:
            guard let found = position(of: delimiter, from: start) else {
                let end = waiting.count - delimiter.count + 1
                guard end > start else { return nil }
                pieces.append(.bytes(waiting[start..<end]))
                return end
            }
            if found > start { pieces.append(.bytes(waiting[start..<found])) }
            pieces.append(.end)
            place = .boundary
            return found + delimiter.count
        case .epilogue:
            // Nobody may say anything there, and some do: it is passed over.
            return start < waiting.count ? waiting.count : nil
        }
    }

    private mutating func afterBoundary(_ start: Int) throws(Refusal) -> Int? {
        guard waiting.count >= start + 2 else { return nil }
        if waiting[start] == 0x2D, waiting[start + 1] == 0x2D {
            place = .epilogue
            return start + 2
        }
        var end = start
        while end < waiting.count, waiting[end] == 0x20 || waiting[end] == 0x09 { end += 1 }
        guard end - start <= 100 else { throw .noForm("KTR-W131") }
        guard waiting.count >= end + 2 else { return nil }
        guard waiting[end] == 0x0D, waiting[end + 1] == 0x0A else { throw .noForm("KTR-W131") }
        parts += 1
        guard parts <= mostParts else { throw .noForm("KTR-W132") }
        place = .headers
        return end + 2
    }

    private mutating func headers(_ start: Int, _ pieces: inout [Piece]) throws(Refusal) -> Int? {
        // A part without headers names no field.
        if waiting.count >= start + 2, waiting[start] == 0x0D, waiting[start + 1] == 0x0A { throw .noForm("KTR-W131") }
        guard let end = position(of: [0x0D, 0x0A, 0x0D, 0x0A], from: start) else {
            guard waiting.count - start <= Self.longestHeaders else { throw .noForm("KTR-W132") }
            return nil
        }
        guard end - start <= Self.longestHeaders else { throw .noForm("KTR-W132") }
        var headers: [(name: String, value: String)] = []
        guard let text = String(validating: waiting[start..<end], as: UTF8.self) else { throw .noForm("KTR-W131") }
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
            // A line that begins with a blank goes on with the one before; nobody writes such lines any more.
            guard let colon = line.firstIndex(of: ":"), colon != line.startIndex, line.first != " ", line.first != "\t",
                !line.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" })
            else { throw .noForm("KTR-W131") }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append((line[..<colon].lowercased(), String(value)))
        }
        guard let part = MultipartPart(headers: headers) else { throw .noForm("KTR-W131") }
        // A form within a form is of RFC 2388, and left out of RFC 7578.
        guard part.mediaType?.lowercased().hasPrefix("multipart/") != true else { throw .noForm("KTR-W131") }
        pieces.append(.part(part))
        place = .content
        return end + 4
    }

    private func position(of wanted: [UInt8], from start: Int) -> Int? {
        waiting.withUnsafeBufferPointer { bytes in
            let last = bytes.count - wanted.count
            var index = start
            while index <= last {
                if bytes[index] == wanted[0], bytes[index + 1] == wanted[1],
                    bytes[index..<index + wanted.count].elementsEqual(wanted)
                {
                    return index
                }
                index += 1
            }
            return nil
        }
    }
}
