import Model
import SQLText
import Storage

// Links of many-to-many relationships: no two of the same pair hold on the same day.

extension WriteTransaction {
    func brokenLink(of change: ChangeSet, _ draft: WriteDraft) throws -> [Refusal.Problem] {
        guard let link = change.type.link, link.hasValidity else { return [] }
        let names = [link.near, link.far, LinkRules.validFrom, LinkRules.validTo]
        let positions = names.compactMap { change.type.position(of: $0) }
        guard positions.count == names.count, !Set(positions).isDisjoint(with: change.changedPositions) else {
            return []
        }
        let values = positions.map { change.after.values[$0] }
        if case (.date(let from), .date(let to)) = (values[2], values[3]), to < from {
            return [.endsBeforeItBegins(change.type.attributes[positions[3]])]
        }
        let table = try table(of: change.type)
        let columns = positions.map { table.column($0) }
        var condition = SQLFragment(" WHERE \"id\" <> ?", .blob(change.after.id.bytes))
        for end in 0...1 { condition += SQLFragment(" AND \(columns[end]) = ?", SQLValue(values[end])) }
        if !values[2].isNull {
            condition += SQLFragment(" AND (\(columns[3]) IS NULL OR \(columns[3]) >= ?)", SQLValue(values[2]))
        }
        if !values[3].isNull {
            condition += SQLFragment(" AND (\(columns[2]) IS NULL OR \(columns[2]) <= ?)", SQLValue(values[3]))
        }
        let other = try table.select(condition + " ORDER BY \"id\" LIMIT 1", in: connection).first
        return other.map { [.linkedAlready(change.type, $0)] } ?? []
    }
}
