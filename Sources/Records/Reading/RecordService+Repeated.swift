public import Model
import Storage

extension RecordService {
    /// The record of an entity type that a principal wrote with an idempotency key; nil where there was no such write, or the
    /// principal cannot see the record any more.
    public func record(of entity: String, writtenWithKey key: String, by principal: Principal) throws -> Record? {
        let since = clock.now().adding(.zero - Self.keyLife)
        let outcome = try refusing {
            try store.read { try IdempotencyTable.outcome(of: key, by: principal.id, since: since, in: $0) }
        }
        guard let outcome, let stored = try? DataValue(json: outcome), case .text(let text)? = stored["id"],
            let id = RecordID(text)
        else { return nil }
        do {
            return try read(entity, id, as: principal)
        } catch let refusal as Refusal where refusal.kind == .notFound || refusal.kind == .forbidden {
            return nil
        }
    }
}

extension Refusal {
    /// Whether the work is to be done again with the definitions that hold now, rather than be told of.
    public var asksForRepetition: Bool { (self as any Error).saysThatDefinitionsChanged }
}
