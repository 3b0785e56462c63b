import Synchronization

/// Names a request in answers, logs and the causes of changes: the trace id of W3C Trace Context.
///
/// Taken from the client's `traceparent`, so that its own log and ours speak of one thing; else a new one.
public struct TraceID: Sendable, Hashable, CustomStringConvertible {
    let high: UInt64
    let low: UInt64

    /// A new id. Unique, not secret: random per process, then counted.
    public init() {
        high = Self.process
        low = Self.counter.wrappingAdd(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15
    }

    /// Reads a `traceparent` header (`00-<32 hex>-<16 hex>-<2 hex>`); nil when it is not well-formed.
    public init?(traceparent: String) {
        let parts = traceparent.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].count == 2, parts[1].count == 32, parts[2].count == 16,
            parts[1].allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            let high = UInt64(String(Substring(parts[1].prefix(16))), radix: 16),
            let low = UInt64(String(Substring(parts[1].suffix(16))), radix: 16), high | low != 0
        else { return nil }
        self.high = high
        self.low = low
    }

    /// 32 hexadecimal digits.
    public var description: String { hex(high) + hex(low) }

    private static let process = UInt64.random(in: 1 ... .max)
    private static let counter = Atomic<UInt64>(0)
}

private func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}
