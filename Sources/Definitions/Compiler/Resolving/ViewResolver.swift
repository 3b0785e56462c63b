import Model

/// Makes the views of an entity type.
enum ViewResolver {
    static func resolve(
        _ declarations: [ViewDeclaration], of type: EntityType, _ findings: inout Findings
    ) -> [View] {
        var seen: Set<String> = []
        return declarations.map { view in
            if !seen.insert(view.name.value).inserted {
                findings.error(
                    "KTR-D123", "'\(type.name)' has two views named '\(view.name.value)'", at: view.name.location)
            }
            var columns: Set<String> = []
            for column in view.columns {
                checkAttribute(column, of: type, "the view", &findings)
                if !columns.insert(column.value).inserted {
                    findings.error("KTR-D144", "'\(column.value)' stands twice in the columns", at: column.location)
                }
            }
            return View(
                name: view.name.value, label: view.label, columns: view.columns.map(\.value),
                order: order(view.order, of: type, &findings),
                filter: view.condition.flatMap { FilterCompilation.compile($0, for: type, &findings) },
                location: view.location)
        }
    }

    /// Reads `received_on desc, number`.
    private static func order(
        _ text: Located<String>?, of type: EntityType, _ findings: inout Findings
    ) -> [View.SortKey] {
        guard let text else { return [] }
        var keys: [View.SortKey] = []
        var offset = 0
        for part in text.value.split(separator: ",", omittingEmptySubsequences: false) {
            let words = Located(String(part), at: text.location.movedRight(by: offset)).words
            offset += part.utf8.count + 1
            guard let name = words.first, words.count <= 2,
                words.count == 1 || ["asc", "desc"].contains(words[1].value)
            else {
                findings.error(
                    "KTR-D147", "'\(part)' is not an order",
                    hint: "write attributes with commas: received_on desc, number",
                    at: words.first?.location ?? text.location)
                continue
            }
            checkAttribute(name, of: type, "the order", &findings)
            keys.append(View.SortKey(attribute: name.value, isDescending: words.count == 2 && words[1].value == "desc"))
        }
        return keys
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
