public import Model

extension DataValue {
    /// A record's value as Lua computes with it: a duration is its number of seconds, a place a table with `latitude` and
    /// `longitude`, several choices are a list; the others are as in JSON.
    public init(script value: AttributeValue) {
        guard case .duration(let span) = value else {
            self.init(value)
            return
        }
        self =
            span.milliseconds % 1000 == 0
            ? .integer(span.milliseconds / 1000)
            : .decimal(ExactDecimal(unscaled: span.milliseconds, scale: 3))
    }

    /// A value that came from Lua with the keys of its tables as plain names: the number 7 is the name `7`.
    ///
    /// Between Swift and Lua, keys that are no texts are written in brackets, so that a table comes back as it was.
    public var withPlainNames: DataValue {
        switch self {
        case .list(let elements): .list(elements.map(\.withPlainNames))
        case .object(let members): .object(members.map { .init(Self.plain($0.name), $0.value.withPlainNames) })
        default: self
        }
    }

    private static func plain(_ name: String) -> String {
        switch SnapshotKey.key(of: name) {
        case .text(let text): text
        case .integer(let integer): String(integer)
        case .number(let number): number.description
        case .boolean(let truth): truth ? "true" : "false"
        default: name
        }
    }

    /// Whether Lua, given one of the two values and asked for it back, would give the other: to it a list is a table with
    /// numbers for keys, a member without a value is none, and numbers are binary.
    public func isSameInScript(as other: DataValue) -> Bool {
        if let left = table, let right = other.table {
            return left.count == right.count
                && left.allSatisfy { name, value in right[name].map { value.isSameInScript(as: $0) } ?? false }
        }
        if let left = binary, let right = other.binary { return left == right }
        return self == other
    }

    /// A list or object by its keys, without what is null.
    private var table: [String: DataValue]? {
        switch self {
        case .list(let elements):
            let members = elements.enumerated().filter { $0.element != .null }
            return Dictionary(members.map { (String($0.offset + 1), $0.element) }) { $1 }
        case .object(let members):
            return Dictionary(members.filter { $0.value != .null }.map { ($0.name, $0.value) }) { $1 }
        default: return nil
        }
    }

    /// A number as Lua computes with it; integers too large for a double stay what they are.
    private var binary: Double? {
        switch self {
        case .integer(let integer): Double(exactly: integer)
        case .decimal(let decimal): decimal.approximation
        case .number(let number): number
        default: nil
        }
    }
}
