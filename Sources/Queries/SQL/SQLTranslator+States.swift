import Model
import SQLText

extension SQLTranslator {
    /// Whether one of some states is among those that a state attribute holds, separated by blanks: never null.
    func isInState(_ configuration: SQLFragment, _ states: ArraySlice<QueryExpression>) -> SQLFragment {
        let find = dialect == .sqlite ? "instr(" : "strpos("
        let matches = states.compactMap { state -> SQLFragment? in
            guard case .constant(.text(let id)) = state.node else { return nil }
            let held = SQLFragment(find + "' ' || ") + configuration + " || ' ', "
            return held + SQLFragment.value(.text(" \(id) ")) + ") > 0"
        }
        guard !matches.isEmpty else { return SQLFragment("1 = 0") }
        return "(" + configuration + " IS NOT NULL AND (" + matches.joined(separator: " OR ") + "))"
    }
}
