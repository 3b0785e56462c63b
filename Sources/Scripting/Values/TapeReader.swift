import CLua
import Model

/// Reads values from the flat form in which C gives them: bounded, UTF-8 and finite already.
struct TapeReader {
    let nodes: UnsafePointer<klua_node>
    private var position = 0

    init(_ nodes: UnsafePointer<klua_node>) { self.nodes = nodes }

    mutating func next() -> DataValue {
        let node = nodes[position]
        position += 1
        switch Int(node.kind) {
        case KLUA_FALSE: return .boolean(false)
        case KLUA_TRUE: return .boolean(true)
        case KLUA_INTEGER: return .integer(node.payload)
        case KLUA_NUMBER: return .number(Double(bitPattern: UInt64(bitPattern: node.payload)))
        case KLUA_DECIMAL: return .decimal(ExactDecimal(unscaled: node.payload, scale: Int(node.count)))
        case KLUA_TEXT: return .text(Self.text(node))
        case KLUA_LIST: return .list((0..<node.count).map { _ in next() })
        case KLUA_OBJECT, KLUA_TABLE: return object(of: Int(node.count))
        default: return .null
        }
    }

    private mutating func object(of count: Int) -> DataValue {
        var members: [DataValue.Member] = []
        members.reserveCapacity(count)
        for _ in 0..<count {
            let name = SnapshotKey.name(of: next())
            members.append(DataValue.Member(name, next()))
        }
        members.sort { $0.name < $1.name }
        return .object(members)
    }

    static func text(_ node: klua_node) -> String {
        guard let start = UnsafePointer<UInt8>(bitPattern: Int(node.payload)) else { return "" }
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(node.count)), as: UTF8.self)
    }
}
