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
                    .error, "KTR-I141", "this is no import map: its root element is <\(root.name)>",
                    hint: "begin it with <import xmlns=\"\(Self.namespace)\" entity=\"…\">", at: root.location))
            return nil
        }
        let element = MapElement(root, attributes: ["entity", "key", "separator"], &problems)
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
                ignore.required("name", &problems).map { _ = ignored.insert($0) }
            }
        }
        if let key = element.text("key") { check(key: key, of: entity, at: element.place("key")) }
        return ImportMap(
            entity: entity, key: element.text("key"), separator: separator(element), columns: columns,
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

    private mutating func check(key: String, of entity: EntityType, at place: SourceLocation) {
        guard let position = entity.position(of: key) else {
            _ = settable(key, of: entity, at: place, once: false)
            return
        }
        if !mapped.contains(key) {
            problems.append(
                Diagnostic(
                    .error, "KTR-I140", "nothing in this map sets the key '\(key)'",
                    hint: "add <column name=\"…\" to=\"\(key)\"/>", at: place))
        } else if !entity.keys.contains([position]) {
            problems.append(
                Diagnostic(
                    .error, "KTR-I140", "'\(key)' is not a key of \(entity.name), so records could not be told apart",
                    hint: "declare <key attributes=\"\(key)\"/> in \(entity.location.file)", at: place))
        }
    }

    private mutating func separator(_ element: MapElement) -> CSVSeparator? {
        guard let name = element.text("separator") else { return nil }
        if let separator = CSVSeparator(rawValue: name) { return separator }
        problems.append(
            Diagnostic(
                .error, "KTR-I134", "'\(name)' is not a separator", hint: "possible are comma, semicolon, tab",
                at: element.place("separator")))
        return nil
    }
}
