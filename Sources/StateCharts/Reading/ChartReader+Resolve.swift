import Model
import XMLDocuments

extension ChartReader {
    /// Second pass: ids become positions, and what depends on positions is checked.
    mutating func resolve() {
        for index in drafts.indices { resolveDefaultEntry(of: index) }
        for (index, draft) in transitionDrafts.enumerated() {
            let targets = draft.target.map { self.targets($0.value, at: $0.valueLocation) } ?? []
            parts.transitions.append(
                Transition(
                    index: index, source: draft.source, events: draft.events, guardProgram: draft.guardProgram,
                    guardText: draft.guardProgram.map { parts.programs[$0].text }, targets: targets,
                    isInternal: draft.isInternal, annotations: draft.annotations, location: draft.location))
        }
        for (index, draft) in drafts.enumerated() {
            let annotations = index == 0 ? parts.annotations : annotations(of: draft.element, fallback: draft.id)
            parts.states.append(
                State(
                    index: index, id: draft.id, kind: draft.kind, parent: draft.parent, children: draft.children,
                    histories: draft.histories, transitions: draft.transitions, lastDescendant: draft.lastDescendant,
                    annotations: annotations, location: draft.element.location))
        }
    }

    private mutating func resolveDefaultEntry(of index: Int) {
        let draft = drafts[index]
        switch draft.kind {
        case .root, .compound:
            guard let initial = draft.initial else {
                if let first = draft.children.first {
                    parts.defaultEntries[index] = DefaultEntry(targets: [first], content: [])
                }
                return
            }
            let targets = targets(initial.ids, at: initial.location)
            for target in targets where !(index + 1...draft.lastDescendant).contains(target) {
                report(
                    "KTR-C109", "initial '\(drafts[target].id)' is not a state inside '\(draft.id)'",
                    hint: hint(for: drafts[target].id, among: draft.children.map { drafts[$0].id }),
                    at: initial.location)
            }
            parts.defaultEntries[index] = DefaultEntry(targets: targets, content: initial.content)
        case .shallowHistory, .deepHistory:
            guard let initial = draft.initial else {
                if !diagnostics.contains(where: { $0.location == draft.element.location }) {
                    report(
                        "KTR-C110", "the history '\(draft.id)' needs a <transition>",
                        hint: "it says where to go when nothing is remembered", at: draft.element.location)
                }
                return
            }
            let targets = targets(initial.ids, at: initial.location)
            let parent = draft.parent ?? 0
            for target in targets where !(parent + 1...drafts[parent].lastDescendant).contains(target) {
                report(
                    "KTR-C109", "the history's target '\(drafts[target].id)' is not inside '\(drafts[parent].id)'",
                    at: initial.location)
            }
            parts.defaultEntries[index] = DefaultEntry(targets: targets, content: initial.content)
        case .atomic, .parallel, .final:
            if let initial = draft.initial {
                report(
                    "KTR-C109", "'\(draft.id)' has no child states, so it cannot have an initial one",
                    hint: "remove 'initial'", at: initial.location)
            }
        }
    }

    private mutating func targets(_ ids: String, at location: SourceLocation) -> [Int] {
        var found: [Int] = []
        let words = ids.words
        if words.isEmpty { report("KTR-C108", "no state is named", at: location) }
        for id in words {
            if let position = positions[id] {
                found.append(position)
            } else {
                report(
                    "KTR-C108", "there is no state '\(id)'", hint: hint(for: id, among: Array(positions.keys)),
                    at: location)
            }
        }
        for (place, first) in found.enumerated() {
            for second in found[(place + 1)...] where !canBeActiveTogether(first, second) {
                report(
                    "KTR-C112", "'\(drafts[first].id)' and '\(drafts[second].id)' cannot be active together",
                    hint: "they must be in different regions of one <parallel>", at: location)
            }
        }
        return found
    }

    private func canBeActiveTogether(_ first: Int, _ second: Int) -> Bool {
        let (low, high) = (min(first, second), max(first, second))
        if high <= drafts[low].lastDescendant { return true }
        var ancestor = drafts[low].parent
        while let current = ancestor, high > drafts[current].lastDescendant { ancestor = drafts[current].parent }
        return ancestor.map { drafts[$0].kind == .parallel } ?? false
    }
}
