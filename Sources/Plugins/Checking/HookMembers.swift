import Definitions
import Model

extension HookAliases {
    /// Members of the change and of the transition that neither has: `change.claim`, meant for `change.after.claim`.
    func unknownMembers(in hook: Hook, _ tokens: [LuaToken]) -> [Diagnostic] {
        let rebound = rebound(in: hook.body, tokens)
            .union(
                hook.body.compactMap { tokens[$0].name == "local" && $0 + 1 < tokens.count ? tokens[$0 + 1].name : nil }
            )
        return hook.body.compactMap { index in
            guard let name = tokens[index].name, !rebound.contains(name), !tokens.isMember(index),
                let known = name == hook.change ? Self.ofChange : name == hook.transition ? Self.ofTransition : nil,
                let position = tokens.member(after: index), let member = tokens[position].name,
                !known.contains(member)
            else { return nil }
            let isAttribute = name == hook.change && hook.type.position(of: member) != nil
            return Diagnostic(
                .error, "KTR-L710",
                "'\(name)' has no '\(member)': a \(name == hook.change ? "change" : "transition") has "
                    + known.joined(separator: ", "),
                hint: isAttribute
                    ? "write \(name).after.\(member)"
                    : nearestName(to: member, among: known).map { "did you mean '\($0)'?" },
                at: SourceLocation(file: file, line: tokens[position].line, column: tokens[position].column))
        }
    }

    private static let ofChange = ["before", "after", "kind", "type"]
    private static let ofTransition = ["chart", "event", "from", "to"]
}
