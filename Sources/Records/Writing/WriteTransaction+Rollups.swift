import Definitions
import Model
import Queries
import Storage

// Step 8, its last part: what other records sum up of this one follows in the same transaction.
//
// A rollup is no change of its record: the revision stays, and the change log has the changes that it follows from.

extension WriteTransaction {
    /// Brings the rollups of the records that the changed one looks up, or looked up, to what they must be.
    func keepRollups(of change: ChangeSet) throws {
        try keepRollups(
            over: change.type, before: change.before, after: change.kind == .delete ? nil : change.after)
    }

    private func keepRollups(over type: EntityType, before: Record?, after: Record?) throws {
        guard let rollups = deployment.rollupsBySource[type.name] else { return }
        var effects: [RollupEffect] = []
        for rollup in rollups {
            let (old, new) = (before.flatMap(rollup.share), after.flatMap(rollup.share))
            guard old != new else { continue }
            let isMove = old?.owner != new?.owner
            if let old { effects.append(RollupEffect(rollup, old.owner, removing: old, adding: isMove ? nil : new)) }
            if let new, isMove {
                effects.append(RollupEffect(rollup, new.owner, removing: nil, adding: new))
            }
        }
        // Always in the same order, so that two transactions never wait for each other's rows.
        let byOwner = Dictionary(grouping: effects) { RollupOwner(type: $0.rollup.owner, id: $0.owner) }
        for owner in byOwner.keys.sorted() { try follow(byOwner[owner] ?? [], at: owner) }
    }

    private func follow(_ effects: [RollupEffect], at owner: RollupOwner) throws {
        // A record that is being deleted needs no values any more; what it gives others is taken away with it.
        guard !references.isUnderWay(owner.key) else { return }
        let table = try table(of: owner.type)
        guard let stored = try table.lockedRecord(owner.id, on: connection) else { return }
        var updated = stored
        for effect in effects {
            let position = effect.rollup.position
            switch effect.rollup.following(stored.values[position], removing: effect.removed, adding: effect.added) {
            case .value(let value): updated.values[position] = value
            case .recomputation:
                guard let value = try RollupTable(effect.rollup).value(for: owner.id, in: connection) else {
                    throw Refusal.noRoom(for: effect.rollup.attribute, of: stored)
                }
                updated.values[position] = value
            }
        }
        let changed = effects.map(\.rollup.position).filter { stored.values[$0] != updated.values[$0] }
        guard !changed.isEmpty else { return }
        try table.store(updated, positions: changed, on: connection)
        try keepRollups(over: owner.type, before: stored, after: updated)
    }
}

extension Refusal {
    /// A sum that leaves what its attribute holds is told, since nobody could see that it is missing.
    fileprivate static func noRoom(for rollup: Attribute, of owner: Record) -> Refusal {
        Refusal(
            .invalid, "KTR-R580",
            LocalizedText(
                "'\(rollup.label.english)' of \(owner.type.label.english) cannot hold the total of the records: it is too large.",
                german:
                    "„\(rollup.label[.german])“ von \(owner.type.label[.german]) kann die Summe der Datensätze nicht aufnehmen: Sie ist zu groß."
            ),
            hint: LocalizedText(
                "A sum has at most 18 digits, decimal places included: declare fewer decimal places.",
                german:
                    "Eine Summe hat höchstens 18 Ziffern, Nachkommastellen eingeschlossen: Deklarieren Sie weniger Nachkommastellen."
            ))
    }
}

/// What one change means for one rollup of one record.
private struct RollupEffect {
    let rollup: Rollup
    let owner: RecordID
    let removed: Rollup.Share?
    let added: Rollup.Share?

    init(_ rollup: Rollup, _ owner: RecordID, removing removed: Rollup.Share?, adding added: Rollup.Share?) {
        self.rollup = rollup
        self.owner = owner
        self.removed = removed
        self.added = added
    }
}

private struct RollupOwner: Hashable, Comparable {
    let type: EntityType
    let id: RecordID

    var key: RecordKey { RecordKey(type.name, id) }

    static func < (left: Self, right: Self) -> Bool { left.key < right.key }
}
