import Definitions
import Model
import Storage

/// What depends on packs and roles that were applied and are no longer there: printed with a plan, so that nobody is surprised.
struct RemovalConsequences: Sendable {
    private(set) var lines: [String] = []

    /// Compares the texts that were applied with the definitions that shall be.
    init(from applied: DefinitionSources?, to after: Catalog, in store: any Store) throws {
        // Texts that another version applied may not compile; then there is nothing to compare with.
        guard let applied, let before = try? DefinitionCompiler.compile(applied) else { return }
        for pack in before.packs where after.pack(named: pack.name) == nil {
            let removal = PackRemoval(of: pack.name, from: before, leaving: after)
            lines.append("- pack \(pack.name)")
            lines += removal.goes.map { "    goes:  \($0)" } + removal.stays.map { "    stays: \($0)" }
        }
        let lost = before.roles.filter { after.role(named: $0.name) == nil }
        guard !lost.isEmpty else { return }
        let users = try store.read { try PrincipalTable.all(in: $0) }
        for role in lost {
            let names = users.filter { $0.principal.roles.contains(role.name) }.map(\.principal.name).sorted()
            guard !names.isEmpty else { continue }
            let shown = shortList(names, most: 20)
            lines.append(
                "- role \(role.name): \(names.count) \(names.count == 1 ? "user still has" : "users still have") it, "
                    + "and it no longer allows anything: \(shown)")
        }
    }
}
