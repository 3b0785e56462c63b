import Model
import Queries

/// The records that paths lead to over lookups, as the reader may see them: `customer/city` of every row of a list.
struct Reached {
    private(set) var records: [RecordKey: Record] = [:]

    /// Walks from records along paths, with one read per entity type and step.
    ///
    /// - Parameter read: the visible ones among the records of an entity type with some ids.
    init(
        _ paths: [AttributePath], from starts: [Record],
        _ read: (_ entity: String, _ ids: Set<RecordID>) throws -> [RecordID: Record]
    ) rethrows {
        for level in 0..<(paths.map(\.steps.count).max() ?? 0) {
            var wanted: [String: Set<RecordID>] = [:]
            for path in paths where path.steps.count > level {
                let step = path.steps[level]
                for start in starts {
                    guard let owner = record(along: path, steps: level, from: start),
                        case .record(let id) = owner.values[step.position],
                        records[RecordKey(step.target.name, id)] == nil
                    else { continue }
                    wanted[step.target.name, default: []].insert(id)
                }
            }
            for (entity, ids) in wanted {
                for record in try read(entity, ids).values { records[record.key] = record }
            }
        }
    }

    /// The value at the end of a path; null where something on the way is empty or not visible.
    func value(_ path: AttributePath, from start: Record) -> AttributeValue {
        record(along: path, steps: path.steps.count, from: start)?.values[path.position] ?? .null
    }

    /// The record at the end of a path's lookups, whose attribute it names.
    func owner(_ path: AttributePath, from start: Record) -> Record? {
        record(along: path, steps: path.steps.count, from: start)
    }

    private func record(along path: AttributePath, steps: Int, from start: Record) -> Record? {
        var current = start
        for step in path.steps.prefix(steps) {
            guard
                let next = step.follow(from: current, { type, id in records[RecordKey(type.name, id)] })
            else { return nil }
            current = next
        }
        return current
    }
}
