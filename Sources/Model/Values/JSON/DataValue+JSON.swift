extension DataValue {
    /// Reads one JSON value (RFC 8259), strictly: UTF-8 without a byte order mark, no member twice in an object, nothing
    /// after the value.
    ///
    /// A number is exact (`12.50` stays ``decimal(_:)``, `1e3` is ``integer(_:)``) and is refused where it has more digits than
    /// can be held; only what an exponent makes too large or too small for that is binary (``number(_:)``).
    ///
    ///     try DataValue(json: Array(#"{"claim": 12.50}"#.utf8))["claim"]   // .decimal(12.50)
    ///
    /// - Parameter maximumDepth: how deep objects and lists may nest.
    /// - Throws: `JSONError` with line and column.
    public init(json bytes: [UInt8], maximumDepth: Int = 64) throws(JSONError) {
        var reader = JSONReader(bytes, maximumDepth: maximumDepth)
        self = try reader.document()
    }

    /// Reads one JSON value from a text.
    ///
    /// - Throws: `JSONError` with line and column.
    public init(json text: String, maximumDepth: Int = 64) throws(JSONError) {
        try self.init(json: Array(text.utf8), maximumDepth: maximumDepth)
    }

    /// How deep what we store ourselves may nest: deeper than anything that is taken from outside, which may be put into lists and
    /// objects of ours.
    public static let deepestStored = 128

    /// Reads what we have stored ourselves: what ``json`` wrote comes back as it was, binary numbers too.
    ///
    /// - Throws: `JSONError` where the text was damaged since.
    public init(storedJSON text: String) throws(JSONError) {
        var reader = JSONReader(Array(text.utf8), maximumDepth: Self.deepestStored, exponents: .markBinary)
        self = try reader.document()
    }

    /// Whether objects and lists nest deeper than so many levels.
    public func isNested(deeperThan levels: Int) -> Bool {
        switch self {
        case .list(let items): levels < 1 || items.contains { $0.isNested(deeperThan: levels - 1) }
        case .object(let members): levels < 1 || members.contains { $0.value.isNested(deeperThan: levels - 1) }
        case .null, .boolean, .integer, .decimal, .number, .text: false
        }
    }

    /// The value as canonical JSON: no blanks, members in their order, numbers in the shortest form that reads back as
    /// the same kind of number by ``init(storedJSON:)`` (`12.5`, never `12.50`; a decimal keeps one digit after the point, a
    /// binary number has an exponent).
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }

    /// Canonical JSON as text.
    public var jsonText: String { String(decoding: json, as: UTF8.self) }
}
