import Model
import StateCharts

extension Chart {
    /// The states of the outermost level, as stations of a record's way.
    func stages(_ configuration: String, visited: Set<String>, _ language: Language) -> [DetailPage.Stage] {
        let active = Set(configuration.split(separator: " ").map(String.init))
        var level = states[0].children
        // A single state around everything is no station.
        while level.count == 1, !states[level[0]].children.isEmpty { level = states[level[0]].children }
        return level.map { index in
            let inside = Set(states[index...states[index].lastDescendant].map(\.id))
            return DetailPage.Stage(
                label: states[index].label[language], isCurrent: !inside.isDisjoint(with: active),
                isVisited: !inside.isDisjoint(with: visited), colour: states[index].colour?.className)
        }
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
