public import Model
import XMLDocuments

extension ImportMap {
    /// Reads a map file and checks it against the entity types.
    ///
    ///     let map = try ImportMap(parsing: bytes, file: "entity-definitions/complaints/imports/cfpb_2014.xml",
    ///                             types: catalog.entityTypes)
    ///
    /// - Throws: every problem that was found, `KTR-X…` and `KTR-I13…`, with line and column.
    public init(parsing bytes: [UInt8], file: String, types: [EntityType]) throws(DiagnosticsError) {
        let document = try XMLDocument.parse(bytes, file: file)
        var reader = ImportMapReader(root: document.root, types: types)
        guard let map = reader.read(), !reader.problems.hasErrors else { throw DiagnosticsError(reader.problems) }
        self = map
    }
}

/// Turns the elements of a map file into an ``ImportMap``, collecting what is wrong with them.
struct ImportMapReader {
    static let namespace = "urn:kontor:definitions:1"
    private static let attributes = ["entity", "key", "separator", "encoding", "header", "zone"]

    let root: XMLElement
    let types: [EntityType]
    var problems: [Diagnostic] = []
    /// Attributes that something sets already.
    var mapped: Set<String> = []

    init(root: XMLElement, types: [EntityType]) {
        self.root = root
        self.types = types
    }

    mutating func read() -> ImportMap? {
        guard root.name == "import", root.namespace == Self.namespace else {
            problems.append(
                Diagnostic(
                    .error, "KTR-I141", "this is not an import map: its root element is <\(root.name)>",
                    hint: "begin it with <import xmlns=\"\(Self.namespace)\" entity=\"…\">", at: root.location))
            return nil
        }
        let element = MapElement(root, attributes: Self.attributes, &problems)
        guard let name = element.required("entity", &problems),
            let entity = entityType(name, at: element.place("entity"))
        else { return nil }
        var columns: [ImportMap.Column] = []
        var compositions: [ImportMap.Composition] = []
        var constants: [ImportMap.Constant] = []
        var events: [ImportMap.Event] = []
        var ignored: Set<String> = []
        for child in element.children(["column", "compose", "constant", "event", "ignore"], &problems) {
            switch child.name {
            case "column": column(child, of: entity).map { columns.append($0) }
            case "compose": composition(child, of: entity).map { compositions.append($0) }
            case "constant": constant(child, of: entity).map { constants.append($0) }
            case "event": event(child, of: entity).map { events.append($0) }
            default:
                let ignore = MapElement(child, attributes: ["name"], &problems)
                ignore.required("name", &problems).map { _ = ignored.insert(tidied($0)) }
            }
        }
        let keys = element.text("key").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) } ?? []
        if !keys.isEmpty { check(keys: keys, of: entity, at: element.place("key")) }
        return ImportMap(
            entity: entity, keys: keys, form: form(element), columns: columns,
            compositions: compositions, constants: constants, events: events, ignored: ignored,
            warnings: problems.filter { $0.severity == .warning })
    }

    mutating func entityType(_ name: String, at place: SourceLocation) -> EntityType? {
        if let type = types.first(where: { $0.name == name }) { return type }
        problems.append(
            Diagnostic(
                .error, "KTR-I135", "there is no entity type '\(name)'", hint: suggestion(name, types.map(\.name)),
                at: place))
        return nil
    }

    /// The attribute that an element sets, where it may be set and nothing else sets it.
    mutating func settable(
        _ name: String, of entity: EntityType, at place: SourceLocation, once: Bool = true
    ) -> Attribute? {
        guard let attribute = entity.attribute(named: name) else {
            let names = entity.declaredPositions.map { entity.attributes[$0].name }
            problems.append(
                Diagnostic(
                    .error, "KTR-I136", "\(entity.name) has no attribute '\(name)'", hint: suggestion(name, names),
                    at: place))
            return nil
        }
        switch attribute.type {
        case .state:
            problems.append(
                Diagnostic(
                    .error, "KTR-I137", "'\(name)' is a state and changes only through events of its chart",
                    hint: "send them: <event send=\"…\" when=\"COLUMN\" is=\"VALUE\"/>", at: place))
            return nil
        case .formula, .rollup:
            problems.append(
                Diagnostic(
                    .error, "KTR-I137", "'\(name)' is computed and cannot be imported",
                    hint: attribute.derivation?.english, at: place))
            return nil
        case _ where attribute.isReadOnly:
            problems.append(
                Diagnostic(
                    .error, "KTR-I137", "'\(name)' is kept by the system and cannot be imported",
                    hint: "leave it out; a number of the other system can go into a text attribute", at: place))
            return nil
        default: break
        }
        if once, !mapped.insert(name).inserted {
            problems.append(
                Diagnostic(
                    .error, "KTR-I138", "'\(name)' is set twice", hint: "use <compose> to join several columns",
                    at: place))
            return nil
        }
        return attribute
    }

    private mutating func check(keys: [String], of entity: EntityType, at place: SourceLocation) {
        var positions: Set<Int> = []
        for key in keys {
            guard let position = entity.position(of: key) else {
                _ = settable(key, of: entity, at: place, once: false)
                return
            }
            positions.insert(position)
            guard mapped.contains(key) else {
                problems.append(
                    Diagnostic(
                        .error, "KTR-I140", "nothing in this map sets the key '\(key)'",
                        hint: "add <column name=\"…\" to=\"\(key)\"/>", at: place))
                return
            }
        }
        guard !entity.keys.contains(where: { Set($0) == positions }) else { return }
        let written = keys.joined(separator: " ")
        problems.append(
            Diagnostic(
                .error, "KTR-I140", "'\(written)' is not a key of \(entity.name), so records cannot be told apart",
                hint: "declare <key attributes=\"\(written)\"/> in \(entity.location.file)", at: place))
    }

    private mutating func form(_ element: MapElement) -> ImportMap.Form {
        var form = ImportMap.Form()
        if let name = element.text("separator") {
            form.separator = CSVSeparator(rawValue: name)
            if form.separator == nil {
                unusable(
                    "'\(name)' is not a separator", "possible: comma, semicolon, tab, bar", element, "separator")
            }
        }
        if let name = element.text("encoding") {
            form.encoding = TextEncoding(named: name)
            let known = TextEncoding.allCases.map(\.rawValue)
            if form.encoding == nil {
                unusable(
                    "'\(name)' is not a supported encoding",
                    suggestion(name, known) ?? "possible: \(known.joined(separator: ", "))", element, "encoding")
            }
        }
        if let row = element.text("header") {
            form.headerRow = Int(row).flatMap { (1...100).contains($0) ? $0 : nil }
            if form.headerRow == nil {
                unusable(
                    "'\(row)' is not a row number from 1 to 100", "header=\"3\": the names of the columns are in row 3",
                    element,
                    "header")
            }
        }
        if let name = element.text("zone") {
            form.zone = Zone(named: name)
            if form.zone == nil {
                unusable(
                    "'\(name)' is not a time zone",
                    "write a name of the IANA time zone database, such as Europe/Berlin",
                    element,
                    "zone")
            }
        }
        return form
    }

    mutating func unusable(_ message: String, _ hint: String, _ element: MapElement, _ name: String) {
        problems.append(Diagnostic(.error, "KTR-I134", message, hint: hint, at: element.place(name)))
    }
}
