import CryptoExtras
import Foundation

/// A password as it is stored: what scrypt (RFC 7914) made of it, with the salt and the parameters it was made with, so
/// that later hashes may cost more while the old ones still verify.
///
/// As text: `$scrypt$ln=15,r=8,p=3$<salt>$<key>` in base64.
struct PasswordHash: Sendable, Hashable {
    /// How much work one guess costs.
    struct Cost: Sendable, Hashable {
        /// Binary logarithm of the number of rounds N.
        var logRounds: Int
        var blockSize: Int
        var parallelism: Int

        /// OWASP ASVS 5, appendix C: N = 2^15, r = 8, p = 3; 32 MiB while it runs.
        static let standard = Cost(logRounds: 15, blockSize: 8, parallelism: 3)

        /// What stored text may ask of us: a damaged row must not allocate gigabytes.
        var isSane: Bool {
            (1...20).contains(logRounds) && (1...32).contains(blockSize) && (1...16).contains(parallelism)
        }
    }

    var cost: Cost
    var salt: [UInt8]
    var key: [UInt8]

    static let saltLength = 16
    static let keyLength = 32

    /// Derives the key; takes a tenth of a second and more.
    init(password: String, salt: [UInt8], cost: Cost = .standard) throws {
        // RFC 8265: the same password typed on two systems may come in two Unicode forms.
        let normalized = Data(password.precomposedStringWithCanonicalMapping.utf8)
        let derived = try KDF.Scrypt.deriveKey(
            from: normalized, salt: salt, outputByteCount: Self.keyLength, rounds: 1 << cost.logRounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        self.cost = cost
        self.salt = salt
        key = derived.withUnsafeBytes { Array($0) }
    }

    /// Reads the stored text; nil when it is not ours.
    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let settings = parts[2].split(separator: ",").map { $0.split(separator: "=") }
        guard settings.map(\.first) == ["ln", "r", "p"], settings.allSatisfy({ $0.count == 2 }),
            let logRounds = Int(settings[0][1]), let blockSize = Int(settings[1][1]),
            let parallelism = Int(settings[2][1]), let salt = Data(base64Encoded: String(parts[3])),
            let key = Data(base64Encoded: String(parts[4])), key.count == Self.keyLength
        else { return nil }
        cost = Cost(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
        guard cost.isSane else { return nil }
        self.salt = Array(salt)
        self.key = Array(key)
    }

    var text: String {
        "$scrypt$ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)"
            + "$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
    }

    /// Whether this is the password; takes as long as making the hash, whatever the answer.
    func matches(_ password: String) throws -> Bool {
        let candidate = try PasswordHash(password: password, salt: salt, cost: cost)
        return zip(candidate.key, key).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
