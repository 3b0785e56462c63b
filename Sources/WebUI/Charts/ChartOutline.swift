import Model
import StateCharts

extension Chart {
    /// The states of the outermost level, as stations of a record's way, with where it stands inside them.
    ///
    /// Ends are alternatives, not stations one after another: while none is reached they are one station, then it is that one.
    func stages(_ configuration: String, visited: Set<String>, _ language: Language) -> [DetailPage.Stage] {
        let active = Set(configuration.split(separator: " ").map(String.init))
        var level = states[0].children.filter { !states[$0].kind.isHistory }
        // A single state around everything is no station.
        while level.count == 1, !states[level[0]].children.isEmpty {
            level = states[level[0]].children.filter { !states[$0].kind.isHistory }
        }
        func stage(_ index: Int) -> DetailPage.Stage {
            let inside = Set(states[index...states[index].lastDescendant].map(\.id))
            let isCurrent = !inside.isDisjoint(with: active)
            return DetailPage.Stage(
                label: states[index].label[language], isCurrent: isCurrent,
                isVisited: !inside.isDisjoint(with: visited),
                colour: isCurrent ? colour(of: active, in: index)?.className : states[index].colour?.className,
                inner: isCurrent ? inner(active, of: index, language) : [])
        }
        let ends = level.filter { states[$0].kind == .final }.map(stage)
        let others = level.filter { states[$0].kind != .final }.map(stage)
        let reached = ends.filter { $0.isCurrent || $0.isVisited }
        guard reached.isEmpty, ends.count > 1 else { return others + (reached.isEmpty ? ends : reached) }
        let label = ends.map(\.label).joined(separator: " / ")
        return others + [DetailPage.Stage(label: label, isCurrent: false, isVisited: false)]
    }

    /// The labels of the active states below one, of each branch from the outside in.
    private func inner(_ active: Set<String>, of index: Int, _ language: Language) -> [String] {
        states[index].children.flatMap { child -> [String] in
            let isActive = states[child...states[child].lastDescendant].contains { active.contains($0.id) }
            return isActive ? [states[child].label[language]] + inner(active, of: child, language) : []
        }
    }

    /// The colour of the innermost active state below one that has a colour, or its own.
    private func colour(of active: Set<String>, in index: Int) -> Colour? {
        for child in states[index].children
        where states[child...states[child].lastDescendant].contains(where: { active.contains($0.id) }) {
            if let colour = colour(of: active, in: child) { return colour }
        }
        return states[index].colour
    }

    /// Every state with its label, for readers who have no picture.
    func list(_ configuration: String, _ language: Language) -> [DetailPage.Stage] {
        let active = Set(configuration.split(separator: " ").map(String.init))
        return states.filter { $0.kind != .root && !$0.kind.isHistory }.map {
            DetailPage.Stage(label: $0.label[language], isCurrent: active.contains($0.id), isVisited: false)
        }
    }

    /// Ids of the active states and of those around them.
    func activeIDs(_ configuration: String) -> Set<String> {
        var result: Set<String> = []
        for id in configuration.split(separator: " ") {
            var state = self.state(String(id))
            while let current = state, current.kind != .root {
                result.insert(current.id)
                state = current.parent.map { states[$0] }
            }
        }
        return result
    }

    func label(ofConfiguration configuration: String, _ language: Language) -> String {
        configuration.split(separator: " ").map { state(String($0))?.label[language] ?? String($0) }
            .joined(separator: " + ")
    }
}
