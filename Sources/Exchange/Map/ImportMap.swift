public import Model

/// What the columns of a delimited text mean for records of one entity type, as an administrator wrote it down.
///
/// ```xml
/// <import xmlns="urn:kontor:definitions:1" entity="complaint" key="external_id">
///     <column name="Complaint ID" to="external_id"/>
///     <column name="Date received" to="received_on" format="M/D/YYYY"/>
///     <column name="Company" to="customer" match="account.name" create="true" clean="true"/>
///     <column name="Submitted via" to="channel"><value from="Web" to="web"/></column>
///     <compose to="subject" from="{Product}: {Issue}" otherwise="{Product}"/>
///     <event send="accept" when="Company response" is="In progress | Closed"/>
///     <event send="settle" when="Company response" is="Closed"/>
/// </import>
/// ```
///
/// Made by ``init(parsing:file:types:)``, checked against the entity types it speaks of.
public struct ImportMap: Sendable {
    /// The entity type whose records are made.
    public let entity: EntityType
    /// The attributes that together tell records apart, so that repeating an import doubles nothing; empty when every row is new.
    public let keys: [String]
    /// How the text is written.
    public let form: Form
    let columns: [Column]
    let compositions: [Composition]
    let constants: [Constant]
    let events: [Event]
    /// Columns that are known and not wanted.
    let ignored: Set<String>
    /// What is odd and stops nothing.
    public let warnings: [Diagnostic]

    init(
        entity: EntityType, keys: [String], form: Form, columns: [Column], compositions: [Composition],
        constants: [Constant], events: [Event], ignored: Set<String>, warnings: [Diagnostic]
    ) {
        self.entity = entity
        self.keys = keys
        self.form = form
        self.columns = columns
        self.compositions = compositions
        self.constants = constants
        self.events = events
        self.ignored = ignored
        self.warnings = warnings
    }

    /// What a map says of how its texts are written; nil where it leaves that to the text.
    public struct Form: Sendable, Hashable {
        /// What stands between two cells.
        public var separator: CSVSeparator?
        /// How bytes stand for letters.
        public var encoding: TextEncoding?
        /// The row with the names of the columns, counted as a spreadsheet does.
        public var headerRow: Int?
        /// Whose clocks showed the local times; nil for the installation's own.
        public var zone: Zone?

        /// Everything as the text has it.
        public init() {}
    }

    /// A column and the attribute that its cells set.
    struct Column: Sendable {
        /// As the header has it, with blanks made even.
        var name: String
        var attribute: Attribute
        var conversion: CellConversion
        /// How the record is found that a lookup leads to; one for each entity type where it may lead to several.
        var matches: [Match]
        /// The column that says which entity type is meant.
        var typeColumn: String?
        /// Cells that mean "no value": they take a value away, where an empty cell leaves it.
        var emptyTokens: Set<String>
        /// Texts that stand for other texts.
        var values: [String: String]
        /// What an empty cell means.
        var defaultValue: String?
        var isTrimmed: Bool
        var isCleaned: Bool
        /// Whether the text may do without this column.
        var isOptional: Bool
        var location: SourceLocation
    }

    /// How a lookup's target is found: the record whose attribute has the cell's value.
    struct Match: Sendable {
        var target: EntityType
        var attribute: Attribute
        /// Whether a target that is not there is made.
        var createsMissing: Bool
        /// What a made target has beside the matched attribute.
        var values: [(attribute: String, value: String)]
        /// Lookups that a made target has, with what they lead to.
        var lookups: [(attribute: String, matches: [Match], text: String)] = []
    }

    /// A text put together from several columns.
    struct Composition: Sendable {
        var attribute: Attribute
        var pattern: TitlePattern
        /// Used where one of the columns of `pattern` is empty.
        var otherwise: TitlePattern?
        /// How the record is found that a lookup leads to; empty for what is no lookup, or is written as an id.
        var matches: [Match]
        var location: SourceLocation
    }

    /// The same value for every record.
    struct Constant: Sendable {
        var attribute: String
        var value: String
        /// How the record is found that a lookup leads to; empty for what is no lookup, or is written as an id.
        var matches: [Match]
    }

    /// An event that is sent to the record after the row's values are set.
    struct Event: Sendable {
        /// Which records it is sent to.
        enum Occasion: String, Sendable, CaseIterable {
            case create, update, both
        }

        enum Condition: Sendable {
            case always
            case filled(column: String)
            case oneOf(column: String, Set<String>)
        }

        enum Source: Sendable {
            case literal(String)
            case column(String)
        }

        /// What is set in the same step.
        struct Value: Sendable {
            var attribute: String
            var source: Source
            /// How a cell is read.
            var conversion: CellConversion = .none
            /// How the record is found that a lookup leads to; empty for what is no lookup, or is written as an id.
            var matches: [Match] = []
        }

        var name: String
        var condition: Condition
        var occasion: Occasion
        /// States in which a record that was there is left alone.
        var unless: Set<String>
        /// Attributes that are set in the same step.
        var values: [Value]
        var location: SourceLocation
    }

    /// A map for texts whose columns are named as the attributes: those that may be set, each where it is there. Lookups take
    /// ids. Records are told apart by the first declared key whose columns are there.
    ///
    /// - Parameter header: the columns of the text.
    public init(columnsNamedAsAttributesOf entity: EntityType, header: [String]) {
        let place = SourceLocation(file: "(columns named as the attributes)", line: 1)
        let names = Set(header)
        let settable = entity.declaredPositions.map { entity.attributes[$0] }.filter { attribute in
            !attribute.isReadOnly && names.contains(attribute.name)
        }
        let columns = settable.map { attribute in
            Column(
                name: attribute.name, attribute: attribute, conversion: .usual(for: attribute.type), matches: [],
                emptyTokens: [], values: [:],
                defaultValue: nil, isTrimmed: true, isCleaned: false, isOptional: false, location: place)
        }
        // Of several attributes, all must be there in every row, or a row without one could not be imported at all.
        let key = entity.keys.first { positions in
            positions.allSatisfy { position in
                let attribute = entity.attributes[position]
                return settable.contains { $0.name == attribute.name } && (positions.count == 1 || attribute.isRequired)
            }
        }
        self.init(
            entity: entity, keys: key.map { $0.map { entity.attributes[$0].name } } ?? [], form: Form(),
            columns: columns, compositions: [], constants: [], events: [], ignored: [], warnings: [])
    }

    /// Every column that the map reads, with the place that asks for it first; optional ones left out.
    var requiredColumns: [(name: String, location: SourceLocation)] {
        var all: [(name: String, location: SourceLocation)] = []
        all += columns.filter { !$0.isOptional }.map { ($0.name, $0.location) }
        all += columns.filter { !$0.isOptional }.compactMap { column in column.typeColumn.map { ($0, column.location) }
        }
        for composition in compositions {
            let names = composition.pattern.attributeNames + (composition.otherwise?.attributeNames ?? [])
            all += names.map { (tidied($0), composition.location) }
        }
        for event in events {
            switch event.condition {
            case .always: break
            case .filled(let column), .oneOf(let column, _): all.append((column, event.location))
            }
            for value in event.values {
                if case .column(let name) = value.source { all.append((name, event.location)) }
            }
        }
        var seen: Set<String> = []
        return all.filter { seen.insert($0.name).inserted }
    }
}
