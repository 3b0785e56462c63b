import HTTPServing
import Hummingbird
import Model
import NIOCore
import Records

/// A form that was sent, and what was wrong with files in it.
struct SubmittedForm {
    var form: FormData
    /// By attribute.
    var faults: [String: LocalizedText] = [:]
    /// Whether it was opened in an earlier session of the same person: it is shown again, not carried out.
    var isLate = false
}

/// Receives a form with files (`multipart/form-data`): fields are collected, files go into the store as they come.
///
/// A file that is stored waits for its record, and the form says its id from then on: when another field has to be corrected,
/// the file need not be sent again. What is wrong with a file is a fault of its field; the rest of the form is read all the same.
struct FormReceiver {
    private enum Place {
        case field(name: String, bytes: [UInt8])
        case file(Attribute, FileUpload)
        /// What is read and thrown away: no file was chosen, or it was refused already.
        case nothing
    }

    private let type: EntityType
    private let visit: Visit
    private var pairs: [FormData.Pair] = []
    private var faults: [String: LocalizedText] = [:]
    private let limit: FormLimit
    private var place = Place.nothing
    private var stored: [RecordID] = []
    private var fieldBytes = 0
    private var wastedBytes: Int64 = 0

    /// Bytes of refused files that are still read, so that what else was entered is not lost.
    static let mostWasted: Int64 = 100_000_000

    init(type: EntityType, visit: Visit) {
        self.type = type
        limit = FormLimit(type, usual: visit.serving.bodyLimit)
        self.visit = visit
    }

    mutating func receive() async throws -> SubmittedForm {
        var reader = try MultipartReader(
            contentType: visit.request.headers[.contentType] ?? "", mostParts: limit.fields)
        var isLate = false
        do {
            for try await bytes in visit.request.body {
                for piece in try reader.read(bytes.readableBytesView) { try await take(piece) }
            }
            try reader.finish()
            isLate = try !checkOrigin()
        } catch {
            if case .file(_, let upload) = place { await upload.abandon() }
            for file in stored { await visit.records.discardUpload(file) }
            throw error
        }
        return SubmittedForm(form: FormData(pairs), faults: faults, isLate: isLate)
    }

    private mutating func take(_ piece: MultipartReader.Piece) async throws {
        switch piece {
        case .part(let part): place = try await begin(part)
        case .bytes(let bytes): try await add(bytes)
        case .end: try await end()
        }
    }

    private mutating func begin(_ part: MultipartPart) async throws -> Place {
        guard let fileName = part.fileName else { return .field(name: part.name, bytes: []) }
        // Nothing is stored for a page that is not ours: the token stands before the files.
        _ = try checkOrigin()
        guard !fileName.isEmpty, part.name.hasSuffix(FieldName.fileSuffix),
            let attribute = type.attribute(named: String(part.name.dropLast(FieldName.fileSuffix.count)))
        else { return .nothing }
        do {
            let target = try visit.records.fileTarget(attribute.name, of: type.name, as: visit.principal)
            return .file(
                attribute,
                try await visit.records.beginUpload(target, name: fileName, mediaType: part.mediaType))
        } catch let refusal as Refusal where refusal.kind != .unavailable {
            note(refusal, attribute)
            return .nothing
        }
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>) async throws {
        switch place {
        case .field(let name, var collected):
            fieldBytes += bytes.count
            guard fieldBytes <= limit.bytes else { throw Refusal.bodyTooLarge(limit.bytes) }
            // The bytes are held by `place` as well, and would be copied.
            place = .nothing
            collected.append(contentsOf: bytes)
            place = .field(name: name, bytes: collected)
        case .file(let attribute, var upload):
            place = .nothing
            do {
                try await upload.append(bytes)
                place = .file(attribute, upload)
            } catch {
                await upload.abandon()
                guard let refusal = error as? Refusal, refusal.kind != .unavailable else { throw error }
                note(refusal, attribute)
            }
        case .nothing:
            wastedBytes += Int64(bytes.count)
            guard wastedBytes <= Self.mostWasted else { throw Refusal.bodyTooLarge(Int(Self.mostWasted)) }
        }
    }

    private mutating func end() async throws {
        let ended = place
        place = .nothing
        switch ended {
        case .field(let name, let bytes):
            pairs.append(.init(name: name, value: String(decoding: bytes, as: UTF8.self)))
        case .file(let attribute, var upload):
            do {
                let file = try await upload.finish()
                stored.append(file.id)
                // Before the id that the page knew: the first value of a name counts.
                pairs.insert(.init(name: attribute.name, value: file.id.description), at: 0)
                pairs.removeAll { $0.name == FieldName.remove(attribute.name) }
            } catch {
                await upload.abandon()
                guard let refusal = error as? Refusal, refusal.kind != .unavailable else { throw error }
                note(refusal, attribute)
            }
        case .nothing: break
        }
    }

    /// Whether the form is of this session; false for one of an earlier session of the same person.
    private func checkOrigin() throws(Refusal) -> Bool {
        let shown = { name in pairs.first { $0.name == name }?.value ?? "" }
        return try visit.isOfThisSession(token: shown(OwnField.token), opener: shown(OwnField.opener))
    }

    private mutating func note(_ refusal: Refusal, _ attribute: Attribute) {
        let problem = refusal.problems[0]
        let hint = problem.hint
        faults[attribute.name] = LocalizedText(
            [problem.message.english, hint?.english].compactMap { $0 }.joined(separator: " – "),
            german: [problem.message[.german], hint?[.german]].compactMap { $0 }.joined(separator: " – "))
    }
}
