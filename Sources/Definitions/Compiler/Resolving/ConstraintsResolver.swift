import Model
import StateCharts

/// Makes an attribute's constraints from their declaration: states and roles that they name must exist.
struct ConstraintsResolver {
    let directory: Directory

    func resolve(
        _ declaration: AttributeDeclaration, in entity: EntityDeclaration, _ findings: inout Findings
    ) -> AttributeConstraints {
        let written = declaration.constraints
        checkUnique(declaration, &findings)
        return AttributeConstraints(
            pattern: written.pattern, patternMessage: written.message, minimumLength: written.minimumLength,
            isUnique: written.unique != nil, requiredStates: states(declaration, in: entity, &findings),
            requiredRoles: roles(declaration, &findings))
    }

    /// The unique attributes, each as a key of its own, where none is declared.
    static func keys(of entity: EntityDeclaration) -> [[String]] {
        let declared = entity.keys.map { $0.map(\.value) }
        return entity.attributes.filter { $0.constraints.unique != nil }.map { [$0.name.value] }
            .filter { !declared.contains($0) }
    }

    private func checkUnique(_ declaration: AttributeDeclaration, _ findings: inout Findings) {
        guard let place = declaration.constraints.unique else { return }
        let hint: String
        switch declaration.detail {
        case .plain(.text(_, isLong: true)): hint = "use a <text> for values that must be unique"
        case .plain(.json), .plain(.file), .multichoice: hint = "use a separate <text> as the key"
        default: return
        }
        findings.error(
            "KTR-D232", "'\(declaration.name.value)' cannot be unique: its values are not compared", hint: hint,
            at: place)
    }

    /// The atomic states that are active whenever one of the named ones is.
    private func states(
        _ declaration: AttributeDeclaration, in entity: EntityDeclaration, _ findings: inout Findings
    ) -> [String] {
        let written = declaration.constraints.requiredStates
        guard let first = written.first else { return [] }
        let chartName = entity.attributes.lazy.compactMap { attribute -> String? in
            if case .state(let name) = attribute.detail { name.value } else { nil }
        }.first
        guard let chartName else {
            findings.error(
                "KTR-D223", "'\(entity.name.value)' has no chart, so its records have no state",
                hint: "add a <state> attribute, or write required=\"true\"", at: first.location)
            return []
        }
        // A chart that is missing has been reported.
        guard let chart = directory.charts[chartName]?.chart else { return [] }
        var result: [String] = []
        for name in written {
            guard let state = chart.states.first(where: { $0.id == name.value && !$0.kind.isHistory }) else {
                let known = chart.states.filter { !$0.kind.isHistory && $0.kind != .root }.map(\.id)
                findings.error(
                    "KTR-D222", "the chart '\(chartName)' has no state '\(name.value)'",
                    hint: suggestion(for: name.value, among: known), at: name.location)
                continue
            }
            for index in state.index...state.lastDescendant {
                let inner = chart.states[index]
                guard inner.kind == .atomic || inner.kind == .final, !result.contains(inner.id) else { continue }
                result.append(inner.id)
            }
        }
        return result
    }

    private func roles(_ declaration: AttributeDeclaration, _ findings: inout Findings) -> [String] {
        declaration.constraints.requiredRoles.filter { name in
            guard let role = directory.roles[name.value] else {
                findings.error(
                    "KTR-D150", "there is no role '\(name.value)'",
                    hint: suggestion(for: name.value, among: directory.roles.keys), at: name.location)
                return false
            }
            directory.scope.check(name, declaredIn: role.pack, usedIn: declaration.pack, &findings)
            return true
        }.map(\.value)
    }
}
