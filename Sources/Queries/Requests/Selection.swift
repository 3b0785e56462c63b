public import Model

/// What may be selected by somebody: whatever else there is, is not there for him.
public struct Selectable: Sendable {
    /// Positions of attributes.
    public var positions: Set<Int>
    /// Names of links and lists.
    public var links: Set<String>

    /// Some attributes and links.
    public init(positions: Set<Int>, links: Set<String>) {
        self.positions = positions
        self.links = links
    }

    /// Everything that an entity type has.
    init(everythingOf type: EntityType, in catalog: any QueryCatalog) {
        let known = type.attributes.indices.filter { catalog.position(of: type.attributes[$0].name, in: type) != nil }
        let links = NavigationProperty.all(of: type).filter { link in
            known.contains(link.position) && catalog.entityType(named: link.target) != nil
        }
        self.init(positions: Set(known), links: Set(links.map(\.name) + catalog.listNames(of: type)))
    }
}

/// What `$select` asks for: attributes, and links, which come with no value.
public struct Selection: Sendable, Hashable {
    /// The names in their order, each once; `*` stands for all attributes.
    public let names: [String]
    /// Positions of the attributes, ascending; nil for all.
    public let positions: [Int]?
    /// Those of the names that are links: navigation properties, and lists of records.
    public let links: [String]

    /// Reads `subject, status`, `*`, `subject, customer_record`.
    ///
    /// - Throws: what is wrong with it, with its place in the text.
    public init(_ text: String, on type: EntityType, among selectable: Selectable) throws(QueryError) {
        var (names, links): ([String], [String]) = ([], [])
        var positions: Set<Int> = []
        var start = 0
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            defer { start += part.utf8.count + 1 }
            let blanks = part.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
            let name = part.filter { $0 != " " && $0 != "\t" }
            guard name.utf8.count == part.utf8.trimmed.count, !name.isEmpty else {
                throw QueryError(
                    "KTR-Q110", at: start + blanks, in: text,
                    LocalizedText(
                        "expected the name of an attribute here", german: "Hier fehlt der Name eines Attributs"))
            }
            if names.contains(name) { continue }
            if name == "*" {
                positions.formUnion(selectable.positions)
            } else if let position = type.position(of: name), selectable.positions.contains(position) {
                positions.insert(position)
            } else if selectable.links.contains(name) {
                links.append(name)
            } else {
                let known = selectable.positions.sorted().map { type.attributes[$0].name }
                throw Self.unknown(name, of: type, known, at: start + blanks, in: text)
            }
            names.append(name)
        }
        self.names = names
        self.links = links
        self.positions = positions.count == type.attributes.count ? nil : positions.sorted()
    }

    private static func unknown(
        _ name: String, of type: EntityType, _ known: [String], at start: Int, in text: String
    ) -> QueryError {
        if name.contains(where: { "/@(.".contains($0) }) {
            return QueryError.notSupported("'\(name.prefix(60))' in $select", at: start, in: text)
        }
        // What separates names elsewhere is no part of one here.
        if let sign = name.utf8.firstIndex(where: { !isNamePart($0) }) {
            let place = start + name.utf8.distance(from: name.utf8.startIndex, to: sign)
            let found = name[sign...].prefix(1)
            return QueryError(
                "KTR-Q104", at: place, in: text,
                LocalizedText("unexpected character '\(found)'", german: "Unerwartetes Zeichen „\(found)“"),
                hint: LocalizedText("separate names with commas", german: "Trennen Sie Namen durch Kommas"))
        }
        return QueryError(
            "KTR-Q121", at: start, in: text,
            LocalizedText(
                "\(type.name) has no attribute '\(name.prefix(60))'",
                german: "\(type.name) hat kein Attribut „\(name.prefix(60))“"),
            hint: suggestion(for: name, among: known))
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}

extension Substring.UTF8View {
    /// Without blanks at both ends.
    fileprivate var trimmed: Substring.UTF8View {
        var view = self
        while let first = view.first, first == 0x20 || first == 0x09 { view.removeFirst() }
        while let last = view.last, last == 0x20 || last == 0x09 { view.removeLast() }
        return view
    }
}

extension QueryError {
    /// For what OData has and this language has not; told with the status that the standard demands (501).
    static func notSupported(_ what: String, at start: Int, in text: String) -> QueryError {
        QueryError(
            "KTR-Q620", at: start, in: text,
            LocalizedText("\(what) is not supported", german: "\(what) wird nicht unterstützt"))
    }
}
