public import Model
public import SQLText

/// What a database knows of one attribute: enough to store its values, and to tell what a changed definition would break.
public struct AppliedColumn: Sendable, Hashable, Codable {
    /// What the values are.
    public enum Kind: Sendable, Hashable {
        case text, email, phone, url, choice, state, autonumber, integer, boolean, date, instant, identifier, principal
        case time, duration, multichoice, json, point, file, currency
        case decimal(scale: Int)
        case money(scale: Int)
        case lookup(target: String)
        case polymorphic(targets: [String])
        /// The name of the entity type that a polymorphic lookup leads to.
        case targetType
    }

    /// The attribute's name and the column's.
    public var name: String
    /// What the values are.
    public var kind: Kind
    /// Longest text in Unicode scalars; nil for any.
    public var maximumLength: Int?
    /// Fewest Unicode scalars of a text; nil for any.
    public var minimumLength: Int?
    /// What a text must look like; nil for anything.
    public var pattern: String?
    /// Whether a text may have several lines; nil where that was not noted.
    public var isLong: Bool?
    /// The version of the one form that its texts are in; nil where they are in whatever form they came in.
    public var form: Int?
    /// The smallest number, as it is written; nil for any.
    public var minimum: String?
    /// The largest number, as it is written; nil for any.
    public var maximum: String?
    /// The choices that records may hold, or the states; nil where they were not noted.
    public var options: [String]?
    /// Whether records of the table lie below one another by it; nil where that was not noted.
    public var isTree: Bool?
    /// The chart that a state follows.
    public var chart: String?
    /// What files it takes; nil where it holds none.
    public var files: FileRules?
    /// Whether the write path asks for a value. The column of a declared attribute takes null even then: erasing a
    /// person empties it.
    public var isRequired: Bool
    /// Whether its values are personal data; nil where that was not noted.
    public var isPersonal: Bool?
    /// What a rollup's values are computed from; nil for every other attribute.
    public var rollup: AppliedRollup?

    /// The column that an attribute needs.
    ///
    /// - Parameter states: the states of a chart, where they are known.
    public init(_ attribute: Attribute, states: (String) -> [String]? = { _ in nil }) {
        name = attribute.name
        isRequired = attribute.isRequired
        isPersonal = attribute.personal != nil
        if case .rollup(let rules) = attribute.type {
            rollup = AppliedRollup(source: rules.source, summary: rules.summary)
        }
        if attribute.type.result.isOrderedText { form = Self.form }
        minimumLength = attribute.constraints.minimumLength
        pattern = attribute.constraints.pattern?.source
        switch attribute.type.result {
        case .text(let length, let isLong):
            kind = .text
            maximumLength = length
            self.isLong = isLong
        case .email: kind = .email
        case .phone: kind = .phone
        case .url: kind = .url
        case .integer(let minimum, let maximum):
            kind = .integer
            self.minimum = minimum?.description
            self.maximum = maximum?.description
        case .decimal(let scale, let minimum, let maximum):
            kind = .decimal(scale: scale)
            self.minimum = minimum?.description
            self.maximum = maximum?.description
        case .money(let rules):
            kind = .money(scale: rules.scale)
            options = rules.currencies
            minimum = rules.minimum?.shortened.description
            maximum = rules.maximum?.shortened.description
        case .currency(let codes):
            kind = .currency
            options = codes
        case .boolean: kind = .boolean
        case .date: kind = .date
        case .instant: kind = .instant
        case .time(let minimum, let maximum):
            kind = .time
            self.minimum = minimum?.description
            self.maximum = maximum?.description
        case .duration(let minimum, let maximum):
            kind = .duration
            self.minimum = minimum?.description
            self.maximum = maximum?.description
        case .choice(let set):
            kind = .choice
            options = set.options.map(\.name)
        case .multichoice(let set):
            kind = .multichoice
            options = set.options.map(\.name)
        case .json: kind = .json
        case .point: kind = .point
        case .file(let rules):
            kind = .file
            files = rules
        case .lookup(let target, _): kind = .lookup(target: target)
        case .tree(let target, _):
            kind = .lookup(target: target)
            isTree = true
        case .polymorphic(let targets, _): kind = .polymorphic(targets: targets)
        case .targetType(let names):
            kind = .targetType
            options = names
        case .formula, .rollup: preconditionFailure("the result of a formula or rollup is of another type")
        case .autonumber: kind = .autonumber
        case .state(let chart):
            kind = .state
            self.chart = chart
            options = states(chart)
        case .identifier: kind = .identifier
        case .principal: kind = .principal
        }
    }

    /// The one form of texts: 1 is composed letters without blanks at the ends, e-mail addresses in small letters.
    private static let form = 1

    /// Whether it holds texts that people write.
    var isOrderedText: Bool {
        switch kind {
        case .text, .email, .phone, .url: true
        default: false
        }
    }

    /// What the column holds.
    public var type: SQLColumnType {
        switch kind {
        case .text, .email, .phone, .url, .choice, .state, .autonumber, .date, .multichoice, .json, .currency,
            .targetType:
            .text
        case .integer, .boolean, .instant, .decimal, .money, .time, .duration, .point: .integer
        case .identifier, .principal, .lookup, .polymorphic, .file: .blob
        }
    }

    /// The entity type whose records it refers to.
    public var target: String? { if case .lookup(let target) = kind { target } else { nil } }

    /// The entity types whose records it may refer to.
    public var targets: [String] {
        switch kind {
        case .lookup(let target): [target]
        case .polymorphic(let targets): targets
        default: []
        }
    }

    /// Whether its values are records of declared entity types.
    public var refers: Bool {
        switch kind {
        case .lookup, .polymorphic: true
        default: false
        }
    }

    /// Whether it holds texts that anything may be read from.
    var isPlainText: Bool {
        switch kind {
        case .text, .email, .phone, .url, .choice, .state, .autonumber: true
        default: false
        }
    }

    /// Digits after the point of the numbers in it; nil where it holds none.
    var scale: Int? {
        switch kind {
        case .integer: 0
        case .decimal(let scale), .money(let scale): scale
        default: nil
        }
    }
}
