import Synchronization

/// Requests whose like took long lately: they need not be tried first.
///
/// Two are alike where they differ in numbers and quoted texts alone, such as the same filter for another customer.
final class KnownLong: Sendable {
    private let known = Mutex<Set<UInt64>>([])
    private static let most = 1000

    func contains(_ address: String) -> Bool {
        known.withLock { $0.isEmpty ? false : $0.contains(Self.shape(address)) }
    }

    func add(_ address: String) {
        known.withLock { known in
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            known.insert(Self.shape(address))
        }
    }

    func remove(_ address: String) { known.withLock { _ = $0.remove(Self.shape(address)) } }

    /// FNV-1a over what is neither a digit nor between apostrophes, which are `'` or `%27` in an address.
    static func shape(_ address: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var isQuoted = false
        var bytes = address.utf8.makeIterator()
        while let byte = bytes.next() {
            var byte = byte
            if byte == UInt8(ascii: "%") {
                let (high, low) = (bytes.next() ?? 0, bytes.next() ?? 0)
                byte = high == UInt8(ascii: "2") && low == UInt8(ascii: "7") ? UInt8(ascii: "'") : high ^ low &* 31
            }
            if byte == UInt8(ascii: "'") { isQuoted.toggle() }
            if isQuoted || (0x30...0x39).contains(byte) { continue }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return hash
    }
}
