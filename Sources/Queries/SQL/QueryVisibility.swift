public import Model

/// What a principal may see of each entity type, as far as queries need to know it.
///
/// A filter that walks over a lookup must not tell what its author may not read: hidden attributes are refused, and
/// records outside the row filter read as null.
public struct QueryVisibility: Sendable {
    /// What may be seen of one entity type.
    public struct Rule: Sendable {
        /// Whether records of the type may be read at all.
        public var isReadable: Bool
        /// Which records; nil for all.
        public var rowFilter: Filter?
        /// Positions of attributes that may neither be shown nor asked about.
        public var hidden: Set<Int>
        /// Those of them that some records show: a query cannot ask about them either, for it would ask about all records.
        public var shownOnSome: Set<Int>

        /// A rule; without arguments it shows everything.
        public init(
            isReadable: Bool = true, rowFilter: Filter? = nil, hidden: Set<Int> = [], shownOnSome: Set<Int> = []
        ) {
            self.isReadable = isReadable
            self.rowFilter = rowFilter
            self.hidden = hidden
            self.shownOnSome = shownOnSome
        }
    }

    private let rule: @Sendable (EntityType) -> Rule

    /// - Parameter rule: the rule of an entity type; asked once per type that a query touches.
    public init(_ rule: @escaping @Sendable (EntityType) -> Rule) { self.rule = rule }

    /// Nothing is hidden: the system's view, and that of conditions that definitions state.
    public static let everything = QueryVisibility { _ in Rule() }

    /// The rule of an entity type.
    public subscript(_ type: EntityType) -> Rule { rule(type) }

    /// Whether a path reads what may not be seen.
    public func conceals(_ path: AttributePath) -> Bool {
        path.reads.enumerated().contains { index, read in
            let rule = rule(read.type)
            return ((index > 0 || path.variable != nil) && !rule.isReadable) || rule.hidden.contains(read.position)
        }
    }

    /// Refuses a path that reads what may not be seen.
    func check(_ path: AttributePath, in text: String) throws(QueryError) {
        for (index, read) in path.reads.enumerated() {
            let rule = rule(read.type)
            // Whoever asks about records of a type has been let in to that type; lists lead to others.
            guard index == 0 && path.variable == nil || rule.isReadable else {
                throw refusal("KTR-Q161", path, text, read.type.name)
            }
            guard !rule.hidden.contains(read.position) else {
                throw refusal(
                    "KTR-Q160", path, text, read.type.attributes[read.position].name,
                    onSome: rule.shownOnSome.contains(read.position))
            }
        }
    }

    private func refusal(
        _ code: String, _ path: AttributePath, _ text: String, _ name: String, onSome: Bool = false
    ) -> QueryError {
        let start = text.utf8.firstRange(of: path.text.utf8)?.lowerBound ?? text.startIndex
        return QueryError(
            code, at: text.utf8.distance(from: text.startIndex, to: start), in: text,
            onSome
                ? LocalizedText(
                    "you may read '\(name)' on some records only, so no query can ask about '\(path.text)'",
                    german:
                        "Sie dürfen „\(name)“ nur bei einigen Datensätzen lesen; „\(path.text)“ kann deshalb nicht abgefragt werden"
                )
                : LocalizedText(
                    "you may not read '\(name)', so no query can ask about '\(path.text)'",
                    german: "Sie dürfen „\(name)“ nicht lesen; „\(path.text)“ kann deshalb nicht abgefragt werden"),
            kind: .forbidden)
    }
}
