import Model
import StateCharts

/// Checks for whom and in which states something is: the `roles` and `states` of forms, views and documents.
struct Audience {
    let directory: Directory
    /// The pack that says it.
    let pack: String

    func check(roles: [Located<String>], _ findings: inout Findings) {
        checkTwice(roles, &findings)
        for role in roles {
            if let found = directory.roles[role.value] {
                directory.scope.check(role, declaredIn: found.pack, usedIn: pack, &findings)
            } else {
                findings.error(
                    "KTR-D150", "there is no role '\(role.value)'",
                    hint: suggestion(for: role.value, among: directory.roles.keys) ?? "declare it with <role>",
                    at: role.location)
            }
        }
    }

    func check(states: [Located<String>], of type: EntityType, _ findings: inout Findings) {
        checkTwice(states, &findings)
        guard let first = states.first else { return }
        guard let name = type.chart, let chart = directory.charts[name]?.chart else {
            findings.error(
                "KTR-D204", "'\(type.name)' has no chart, so its records have no state",
                hint: "remove states, or add a <state> attribute", at: first.location)
            return
        }
        let known = chart.states.filter { $0.kind != .root && !$0.kind.isHistory && !$0.id.contains("#") }.map(\.id)
        for state in states where !known.contains(state.value) {
            findings.error(
                "KTR-D203", "the chart '\(name)' has no state '\(state.value)'",
                hint: suggestion(for: state.value, among: known), at: state.location)
        }
    }

    private func checkTwice(_ words: [Located<String>], _ findings: inout Findings) {
        var seen: Set<String> = []
        for word in words where !seen.insert(word.value).inserted {
            findings.error(
                "KTR-D144", "'\(word.value)' is listed twice here", hint: "remove one of the two", at: word.location)
        }
    }
}
