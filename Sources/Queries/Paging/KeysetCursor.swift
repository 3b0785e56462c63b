public import Model

/// The place in a sorted list where a page ended: the last row's values of the terms that it is sorted by.
///
/// As text it is opaque, safe in addresses, and good for the same order and filter only. Whoever lets it out of their hands seals it, so
/// that what comes back is what was given away: ``sealed(_:)``, ``seal``.
public struct KeysetCursor: Sendable, Hashable {
    /// One value per term of the complete order.
    public let values: [AttributeValue]
    /// When the first page was asked for, where order or filter depend on the time: later pages go on as of then.
    public let instant: Instant?
    /// What vouches for it; nil where it has none.
    public private(set) var seal: [UInt8]?
    /// Tells which order and filter it belongs to.
    private let origin: UInt64

    init(
        values: [AttributeValue], order: [OrderTerm], filter: Filter?, search: SearchExpression?,
        instant: Instant? = nil
    ) {
        self.values = values
        self.instant = instant
        origin = Self.origin(order, filter, search)
    }

    /// The opaque text, as `$skiptoken` carries it.
    public var text: String { Base64URL.encode(content + (seal ?? [])) }

    /// The bytes that a seal vouches for.
    public var content: [UInt8] {
        var writer = CursorWriter()
        writer.bytes.append(instant == nil ? Self.version : Self.versionWithInstant)
        if let instant { writer.write(UInt64(bitPattern: instant.microseconds)) }
        writer.write(origin)
        for value in values { writer.write(value) }
        return writer.bytes
    }

    /// The same place with a seal of ``sealLength`` bytes.
    public func sealed(_ seal: [UInt8]) -> KeysetCursor {
        var result = self
        result.seal = seal
        return result
    }

    /// How many bytes a seal has.
    public static let sealLength = 16

    /// Reads the opaque text for a query. Who is given texts by others asks the seal before anything else of it is used.
    ///
    /// - Throws: `KTR-Q150` where it is damaged or belongs to another order or filter.
    public init(_ text: String, for query: Query) throws(QueryError) {
        let order = query.completeOrder
        guard text.utf8.count <= QueryLimits.bytes, let bytes = Base64URL.decode(text), let version = bytes.first,
            version == (query.isVolatile ? Self.versionWithInstant : Self.version)
        else { throw Self.damaged(text) }
        var reader = CursorReader(bytes: bytes, position: 1)
        var instant: Instant?
        if query.isVolatile {
            guard let number = reader.readNumber() else { throw Self.damaged(text) }
            let read = Instant(microseconds: Int64(bitPattern: number))
            guard read.isInCalendar else { throw Self.damaged(text) }
            instant = read
        }
        guard let origin = reader.readNumber() else { throw Self.damaged(text) }
        guard origin == Self.origin(order, query.filter, query.search) else {
            throw QueryError(
                "KTR-Q151", at: 0, in: text,
                LocalizedText(
                    "this page mark belongs to a list with another filter or order",
                    german: "Diese Seitenmarke gehört zu einer Liste mit anderem Filter oder anderer Sortierung"),
                hint: LocalizedText(
                    "start again with the first page", german: "Beginnen Sie wieder mit der ersten Seite"))
        }
        var values: [AttributeValue] = []
        for term in order {
            guard let value = reader.readValue(), Self.fits(value, term.type),
                !(value.isNull && term.isNeverNull)
            else { throw Self.damaged(text) }
            values.append(value)
        }
        let rest = reader.readRest()
        guard rest.isEmpty || rest.count == Self.sealLength else { throw Self.damaged(text) }
        seal = rest.isEmpty ? nil : rest
        self.values = values
        self.instant = instant
        self.origin = origin
    }

    // 1 and 2 were marks of lists in another order of texts.
    private static let version: UInt8 = 3
    private static let versionWithInstant: UInt8 = 4

    /// The refusal of a text that is not as it was given away.
    public static func damaged(_ text: String) -> QueryError {
        QueryError(
            "KTR-Q150", at: 0, in: text,
            LocalizedText("this page mark is damaged", german: "Diese Seitenmarke ist beschädigt"),
            hint: LocalizedText(
                "use the address of the next page exactly as it was given",
                german: "Verwenden Sie die Adresse der nächsten Seite so, wie sie geliefert wurde"))
    }

    private static func fits(_ value: AttributeValue, _ type: ValueType) -> Bool {
        switch (value, type) {
        case (.null, _), (.boolean, .boolean), (.integer, .integer), (.text, .text), (.date, .date),
            (.instant, .instant), (.record, .record), (.time, .time), (.duration, .duration), (.point, .point):
            true
        case (.decimal(let decimal), .decimal(let scale)): decimal.scale == scale
        default: false
        }
    }

    /// FNV-1a over what order, filter and search say.
    private static func origin(_ order: [OrderTerm], _ filter: Filter?, _ search: SearchExpression?) -> UInt64 {
        let written =
            order.map(\.text).joined(separator: ",") + "\u{0}" + (filter?.text ?? "")
            + (search.map { "\u{0}" + $0.text } ?? "")
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in written.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
