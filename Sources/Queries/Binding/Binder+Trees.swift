import Model

extension Binder {
    static let underSignature = "under(record, record above it)"

    /// `under(parent, 0190…)`: whether what a path leads to is a record or lies below it.
    func under(_ name: SyntaxNode.Name, _ arguments: [SyntaxNode]) throws(QueryError) -> QueryExpression {
        guard arguments.count == 2 else {
            throw error(
                "KTR-Q131", name.start,
                LocalizedText(
                    "wrong number of values: \(Self.underSignature)",
                    german: "Falsche Anzahl von Werten: \(Self.underSignature)"))
        }
        let (record, top) = (try bind(arguments[0]), try bind(arguments[1]))
        guard case .attribute(let path) = record.node, case .record(let entity?) = record.type,
            let type = catalog.entityType(named: entity)
        else {
            throw error(
                "KTR-Q137", arguments[0].start,
                LocalizedText(
                    "under() takes a lookup or an id, and this is neither",
                    german: "under() fragt nach einem Verweis oder einer ID; das ist keins von beiden"),
                hint: LocalizedText("write \(Self.underSignature)", german: "Schreiben Sie \(Self.underSignature)"))
        }
        let trees =
            path.attribute.type.isTree
            ? [path.position] : type.trees.filter { catalog.position(of: type.attributes[$0].name, in: type) != nil }
        guard let position = trees.first else {
            throw error(
                "KTR-Q138", arguments[0].start,
                LocalizedText(
                    "records of \(type.name) do not form a tree",
                    german: "Datensätze von \(type.name) bilden keinen Baum"),
                hint: LocalizedText(
                    "declare one with <tree name=\"parent\"/>",
                    german: "Deklarieren Sie einen mit <tree name=\"parent\"/>"
                ))
        }
        guard trees.count == 1 else {
            let names = trees.map { type.attributes[$0].name }
            throw error(
                "KTR-Q138", arguments[0].start,
                LocalizedText(
                    "records of \(type.name) form several trees: \(names.joined(separator: ", "))",
                    german: "Datensätze von \(type.name) bilden mehrere Bäume: \(names.joined(separator: ", "))"),
                hint: LocalizedText(
                    "say which: under(\(path.identity.steps.isEmpty ? "" : path.text + "/")\(names[0]), …)",
                    german: "Nennen Sie ihn: under(\(path.identity.steps.isEmpty ? "" : path.text + "/")\(names[0]), …)"
                ))
        }
        switch top.type {
        case .null: break
        case .record(let other) where other == nil || other == entity: break
        default:
            throw error(
                "KTR-Q122", arguments[1].start,
                LocalizedText(
                    "expected a record of \(type.name) here, found \(top.type.name.english)",
                    german: "Hier fehlt ein Datensatz von \(type.name); stattdessen steht \(top.type.name[.german])"))
        }
        return QueryExpression(.under(TreeCondition(record: path, top: top, tree: type, position: position)), .boolean)
    }
}
