import CLua
import Model

/// Writes values in the flat form in which C takes them. One per sandbox, used anew for every crossing.
///
/// The memory stays in place until the next crossing, because C reads a reply after the Swift callback has returned.
final class TapeWriter {
    private var nodes: UnsafeMutablePointer<klua_node>
    private var nodeCapacity = 64
    private(set) var count = 0
    private var bytes: UnsafeMutablePointer<CChar>
    private var byteCapacity = 1024
    private var byteCount = 0

    init() {
        nodes = .allocate(capacity: nodeCapacity)
        bytes = .allocate(capacity: byteCapacity)
    }

    deinit {
        nodes.deallocate()
        bytes.deallocate()
    }

    var tape: klua_tape { klua_tape(nodes: nodes, count: count, bytes: bytes) }

    func reset() {
        count = 0
        byteCount = 0
    }

    /// A reply of one value.
    func reply(_ value: DataValue) -> klua_tape {
        reset()
        append(value)
        return tape
    }

    func append(_ value: DataValue) {
        switch value {
        case .null: append(KLUA_NIL, 0, 0)
        case .boolean(let truth): append(truth ? KLUA_TRUE : KLUA_FALSE, 0, 0)
        case .integer(let integer): append(KLUA_INTEGER, 0, integer)
        case .decimal(let decimal): append(decimal: decimal)
        case .number(let number): append(number: number)
        case .text(let text): append(text: text)
        case .list(let items):
            append(KLUA_LIST, items.count, 0)
            for item in items { append(item) }
        case .object(let members):
            append(KLUA_OBJECT, members.count, 0)
            for member in members {
                append(text: member.name)
                append(member.value)
            }
        }
    }

    /// As a number of Lua where that gives back the same digits (any 15 of them), else as an exact decimal.
    func append(decimal: ExactDecimal) {
        let short = decimal.unscaled.magnitude > Self.largestInNumber ? decimal.shortened : decimal
        if short.unscaled.magnitude <= Self.largestInNumber {
            append(number: short.approximation)
        } else {
            append(KLUA_DECIMAL, short.scale, short.unscaled)
        }
    }

    /// 15 nines, as in `decimal.c`.
    static let largestInNumber: UInt64 = 999_999_999_999_999

    func append(number: Double) { append(KLUA_NUMBER, 0, Int64(bitPattern: number.bitPattern)) }

    func append(text: String) {
        var text = text
        text.withUTF8 { characters in
            reserve(bytes: characters.count)
            characters.withMemoryRebound(to: CChar.self) { source in
                if let start = source.baseAddress { (bytes + byteCount).update(from: start, count: source.count) }
            }
            append(KLUA_TEXT, characters.count, Int64(byteCount))
            byteCount += characters.count
        }
    }

    func append(_ kind: Int, _ children: Int, _ payload: Int64) {
        if count == nodeCapacity {
            let larger = UnsafeMutablePointer<klua_node>.allocate(capacity: nodeCapacity * 2)
            larger.moveInitialize(from: nodes, count: count)
            nodes.deallocate()
            nodes = larger
            nodeCapacity *= 2
        }
        (nodes + count).initialize(
            to: klua_node(kind: UInt32(kind), count: UInt32(truncatingIfNeeded: children), payload: payload))
        count += 1
    }

    private func reserve(bytes needed: Int) {
        guard byteCount + needed > byteCapacity else { return }
        let capacity = max(byteCapacity * 2, byteCount + needed)
        let larger = UnsafeMutablePointer<CChar>.allocate(capacity: capacity)
        larger.moveInitialize(from: bytes, count: byteCount)
        bytes.deallocate()
        bytes = larger
        byteCapacity = capacity
    }
}
