import Model

/// The order in which packs are applied: a pack comes after those that it requires and those that it names in `after`; among
/// packs that could come next, the one of the lowest priority comes first, then the first by name.
struct PackOrder {
    /// Names of packs, first applied first.
    let names: [String]
    private let positions: [String: Int]

    init(_ packs: [Pack], _ findings: inout Findings) {
        let known = Set(packs.map(\.name))
        for pack in packs {
            if pack.after.contains(pack.name) {
                findings.error(
                    "KTR-D162", "the pack '\(pack.name)' cannot come after itself",
                    hint: "remove '\(pack.name)' from after", at: pack.location)
            }
            for name in pack.after where !known.contains(name) {
                // A pack that is not there is nothing wrong; one that is nearly there is.
                guard let near = nearestName(to: name, among: known.subtracting([pack.name])) else { continue }
                findings.warning(
                    "KTR-D202", "the pack '\(pack.name)' comes after '\(name)', which does not exist",
                    hint: "did you mean '\(near)'?", at: pack.location)
            }
        }
        var waiting = packs
        var done: [String] = []
        while !waiting.isEmpty {
            let open = Set(waiting.map(\.name))
            let ready = waiting.filter { pack in
                !(pack.requires + pack.after).contains { $0 != pack.name && open.contains($0) }
            }
            if ready.isEmpty {
                Self.reportCircle(waiting, &findings)
                done += waiting.map(\.name)
                break
            }
            let next = ready.min { ($0.priority, $0.name) < ($1.priority, $1.name) }
            guard let next else { break }
            done.append(next.name)
            waiting.removeAll { $0.name == next.name }
        }
        names = done
        positions = Dictionary(done.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func position(of pack: String) -> Int { positions[pack] ?? .max }

    /// Circles of requirements alone are reported where visibility is worked out.
    private static func reportCircle(_ packs: [Pack], _ findings: inout Findings) {
        let open = Set(packs.map(\.name))
        for pack in packs {
            guard let name = pack.after.first(where: { open.contains($0) && $0 != pack.name }) else { continue }
            findings.error(
                "KTR-D162", "the pack '\(pack.name)' cannot come after '\(name)', which comes after it",
                hint: "remove '\(name)' from after", at: pack.location)
        }
    }
}
