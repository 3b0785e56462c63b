import Model

/// Makes the views of an entity type.
struct ViewResolver {
    let filters: FilterCompilation

    func resolve(
        _ declarations: [ViewDeclaration], of type: EntityType, _ findings: inout Findings
    ) -> [View] {
        var seen: [String: SourceLocation] = [:]
        return declarations.map { view in
            if let first = seen.updateValue(view.name.location, forKey: view.name.value) {
                findings.error(
                    "KTR-D123", "'\(type.name)' has two views named '\(view.name.value)'",
                    hint: "the other is at \(first); rename one", at: view.name.location)
            }
            var columns: Set<String> = []
            for column in view.columns {
                Self.checkAttribute(column, of: type, "the view", &findings)
                if !columns.insert(column.value).inserted {
                    findings.error(
                        "KTR-D144", "'\(column.value)' stands twice in the columns", hint: "remove one of the two",
                        at: column.location)
                }
            }
            return View(
                name: view.name.value, label: view.label, columns: view.columns.map(\.value),
                order: view.order.map { filters.order($0, for: type, &findings) } ?? [],
                filter: view.condition.flatMap { filters.filter($0, for: type, &findings) },
                location: view.location)
        }
    }

    static func checkAttribute(
        _ name: Located<String>, of type: EntityType, _ thing: String, _ findings: inout Findings
    ) {
        guard type.position(of: name.value) == nil else { return }
        findings.error(
            "KTR-D133", "\(thing) names '\(name.value)', but '\(type.name)' has no such attribute",
            hint: suggestion(for: name.value, among: type.attributes.map(\.name)), at: name.location)
    }
}
