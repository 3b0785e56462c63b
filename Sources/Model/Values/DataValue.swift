/// A value whose type nobody has declared: what a request, an event, a plugin or a chart carries.
///
/// The same shapes as JSON, with exact decimals beside doubles; objects keep the order in which they were written.
public indirect enum DataValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int64)
    /// A number with a fraction whose digits are all known, as `12.50` in a request.
    case decimal(ExactDecimal)
    /// A binary floating-point number: what Lua computes with. Always finite.
    case number(Double)
    case text(String)
    case list([DataValue])
    case object([Member])

    /// One named value of an object.
    public struct Member: Sendable, Hashable {
        /// Unique within its object.
        public var name: String
        /// Anything, objects too.
        public var value: DataValue

        /// A name with its value.
        public init(_ name: String, _ value: DataValue) {
            self.name = name
            self.value = value
        }
    }

    /// Whether two values are one: texts by their bytes, as databases compare them.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let one), .boolean(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.decimal(let one), .decimal(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.text(let one), .text(let other)): one.hasSameBytes(as: other)
        case (.list(let one), .list(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }

    /// An object from pairs, in their order.
    public static func object(_ pairs: KeyValuePairs<String, DataValue>) -> DataValue {
        .object(pairs.map { Member($0.key, $0.value) })
    }

    /// The value of an object's member; nil where there is none or this is no object.
    public subscript(_ name: String) -> DataValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}
