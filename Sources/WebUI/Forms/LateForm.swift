import HTTPServing
import Model

/// Reads a form whose session has ended, as far as it proves whose it is.
struct LateForm {
    private let limit: FormLimit
    private let recognise: (String) -> RecordID?
    private var principal: RecordID?
    private var pairs: [FormData.Pair] = []
    private var bytes: [UInt8] = []
    private var parts: MultipartReader?
    /// The field that is being read; nil for a file, which is passed over.
    private var field: String?
    private var passed: Int64 = 0

    /// The proof stands at the very beginning.
    private static let longestProof = 512

    init(limit: FormLimit, contentType: String?, recognise: @escaping (String) -> RecordID?) {
        self.limit = limit
        self.recognise = recognise
        if MultipartReader.isMeant(by: contentType) {
            parts = try? MultipartReader(contentType: contentType ?? "", mostParts: limit.fields)
        }
    }

    /// Takes the next bytes; false where nothing more is to be read.
    mutating func take(_ more: some Collection<UInt8>) throws -> Bool {
        if var reader = parts {
            let pieces = try reader.read(more)
            parts = reader
            for piece in pieces {
                guard take(piece) else { return false }
            }
            return true
        }
        bytes.append(contentsOf: more)
        if principal == nil, let end = bytes.prefix(Self.longestProof).firstIndex(of: UInt8(ascii: "&")) {
            let first = FormData(urlEncoded: String(decoding: bytes[..<end], as: UTF8.self)).pairs.first
            principal = first?.name == OwnField.opener ? first.flatMap { recognise($0.value) } : nil
            guard principal != nil else { return false }
        }
        return bytes.count <= (principal == nil ? Self.longestProof : limit.bytes)
    }

    private mutating func take(_ piece: MultipartReader.Piece) -> Bool {
        switch piece {
        case .part(let part):
            field = part.fileName == nil ? part.name : nil
            bytes = []
            return principal != nil || field == OwnField.opener
        case .bytes(let more):
            passed += Int64(more.count)
            guard passed <= FormReceiver.mostWasted else { return false }
            if field != nil { bytes.append(contentsOf: more) }
            return bytes.count <= (principal == nil ? Self.longestProof : limit.bytes)
        case .end:
            guard let name = field else { return true }
            let value = String(decoding: bytes, as: UTF8.self)
            if principal == nil { principal = recognise(value) }
            pairs.append(.init(name: name, value: value))
            return principal != nil
        }
    }

    /// Whose form it is, and the form.
    var finished: (RecordID, FormData)? {
        guard let principal else { return nil }
        guard parts == nil else { return (principal, FormData(pairs)) }
        return (principal, FormData(urlEncoded: String(decoding: bytes, as: UTF8.self), mostFields: limit.fields))
    }
}
