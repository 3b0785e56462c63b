public import Model

extension DataValue {
    /// A record's value as Lua computes with it: a duration is its number of seconds, a place a table with `latitude` and
    /// `longitude`, several choices are a list; the others are as in JSON. A null in a list of JSON is false, since a list
    /// of Lua has no holes.
    ///
    /// - Parameter files: what is told of files; one of them is a table of that.
    public init(script value: AttributeValue, _ files: [RecordID: FileDescription] = [:]) {
        switch value {
        case .record(let id): self = files[id].map(\.dataValue) ?? DataValue(value)
        case .duration(let span) where span.milliseconds % 1000 == 0: self = .integer(span.milliseconds / 1000)
        case .duration(let span): self = .decimal(ExactDecimal(unscaled: span.milliseconds, scale: 3))
        case .json(let json): self = json.withoutHoles
        default: self.init(value)
        }
    }

    private var withoutHoles: DataValue {
        switch self {
        case .list(let elements): .list(elements.map { $0 == .null ? .boolean(false) : $0.withoutHoles })
        case .object(let members): .object(members.map { .init($0.name, $0.value.withoutHoles) })
        default: self
        }
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

    /// Whether Lua, given one of the two values and asked for it back, would give the other: it has one kind of empty table,
    /// a member without a value is none, and what has at most 15 digits is a binary number.
    public func isSameInScript(as other: DataValue) -> Bool {
        switch (self, other) {
        case (.list(let left), .list(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.isSameInScript(as: $1) }
        case (.object, .object), (.object, .list([])), (.list([]), .object):
            let (left, right) = (present, other.present)
            return left.count == right.count
                && left.allSatisfy { name, value in right[name].map { value.isSameInScript(as: $0) } ?? false }
        default:
            if let left = binary, let right = other.binary { return left == right }
            return self == other
        }
    }

    /// Members that are not null, by name.
    private var present: [String: DataValue] {
        guard case .object(let members) = self else { return [:] }
        return Dictionary(members.filter { $0.value != .null }.map { ($0.name, $0.value) }) { $1 }
    }

    /// A number as Lua computes with it; integers and decimals with more digits than a double holds stay what they are.
    private var binary: Double? {
        switch self {
        case .integer(let integer): Double(exactly: integer)
        case .decimal(let decimal):
            decimal.shortened.unscaled.magnitude <= TapeWriter.largestInNumber ? decimal.approximation : nil
        case .number(let number): number
        default: nil
        }
    }
}
