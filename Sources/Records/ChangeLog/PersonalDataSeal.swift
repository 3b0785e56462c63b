import Crypto
import Foundation
import Model

/// Encrypts personal values for the change log: AES-256-GCM (NIST SP 800-38D) under a key of the data subject.
///
/// Erasing a person destroys that one key; the log keeps its bytes, so its hash chain still verifies.
/// A sealed value stands in an image as `{"sealed":"<base64 of nonce, ciphertext and tag>","subject":"<id>"}`.
struct PersonalDataSeal {
    /// Binds the ciphertext to its place, so that it cannot be moved to another record or attribute.
    struct Place {
        var entity: String
        var record: RecordID
        var attribute: String

        fileprivate var authenticated: [UInt8] { Array("\(entity)\n\(record)\n\(attribute)".utf8) }
    }

    static func seal(
        _ value: DataValue, subject: RecordID, key: [UInt8], nonce: [UInt8], at place: Place
    ) throws -> DataValue {
        let box = try AES.GCM.seal(
            value.json, using: SymmetricKey(data: key), nonce: AES.GCM.Nonce(data: nonce),
            authenticating: place.authenticated)
        let sealed = nonce + Array(box.ciphertext) + Array(box.tag)
        return .object(["sealed": .text(Data(sealed).base64EncodedString()), "subject": .text(subject.description)])
    }

    /// Whether a value of an image is a sealed one, and whose.
    static func subject(of value: DataValue) -> RecordID? {
        guard case .text(let subject)? = value["subject"], value["sealed"] != nil else { return nil }
        return RecordID(subject)
    }

    /// The value in clear.
    ///
    /// - Throws: when the key is another one or the bytes were changed.
    static func open(_ value: DataValue, key: [UInt8], at place: Place) throws -> DataValue {
        guard case .text(let text)? = value["sealed"], let sealed = Data(base64Encoded: text) else { return .null }
        let box = try AES.GCM.SealedBox(combined: sealed)
        let clear = try AES.GCM.open(box, using: SymmetricKey(data: key), authenticating: place.authenticated)
        return try DataValue(json: Array(clear))
    }
}
