import Model
import Queries

/// Makes the views of an entity type.
struct ViewResolver {
    let filters: FilterCompilation
    let directory: Directory

    func resolve(
        _ declarations: [ViewDeclaration], of type: EntityType, _ findings: inout Findings
    ) -> [View] {
        var seen: [String: SourceLocation] = [:]
        var views: [View] = []
        for view in declarations {
            if let first = seen.updateValue(view.name.location, forKey: view.name.value) {
                findings.error(
                    "KTR-D123", "'\(type.name)' has two views named '\(view.name.value)'",
                    hint: "the other is at \(first); rename one", at: view.name.location)
            }
            Audience(directory: directory, pack: view.pack).check(roles: view.roles, &findings)
            let resolved = View(
                name: view.name.value, label: view.label, roles: Set(view.roles.map(\.value)),
                isDefault: view.isDefault, columns: columns(of: view, type, &findings),
                order: view.order.map { filters.order($0, for: type, &findings) } ?? [],
                filter: view.condition.flatMap { filters.filter($0, for: type, &findings) }, pack: view.pack,
                location: view.location)
            warnIfNeverFirst(resolved, behind: views, &findings)
            views.append(resolved)
        }
        return views
    }

    private func columns(
        of view: ViewDeclaration, _ type: EntityType, _ findings: inout Findings
    ) -> [AttributePath] {
        var seen: Set<String> = []
        return view.columns.compactMap { column in
            if !seen.insert(column.value).inserted {
                findings.error(
                    "KTR-D144", "'\(column.value)' is listed twice in the columns", hint: "remove one of the two",
                    at: column.location)
            }
            if column.value.contains("/") { return filters.path(column, for: type, &findings) }
            Self.checkAttribute(column, of: type, "the view", &findings)
            return type.position(of: column.value).map { OrderTerm($0, of: type).path }
        }
    }

    /// Warns where a list opens with an earlier view for everybody who is offered this one.
    private func warnIfNeverFirst(_ view: View, behind earlier: [View], _ findings: inout Findings) {
        guard view.isDefault,
            let first = earlier.first(where: {
                $0.isDefault && ($0.roles.isEmpty || !view.roles.isEmpty && view.roles.isSubset(of: $0.roles))
            })
        else { return }
        findings.warning(
            "KTR-D206", "no list opens with the view '\(view.name)': '\(first.name)' comes first",
            hint: "remove default here or at \(first.location), or give that one roles", at: view.location)
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
