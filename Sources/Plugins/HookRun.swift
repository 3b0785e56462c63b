import Model
import Records

/// What the host functions of one run know and collect.
final class HookRun {
    private(set) var context: RuleContext?
    private(set) var writes: [WriteRequest] = []
    /// The hook that is running, or the beginning of the file that is being loaded for it.
    var location: SourceLocation?
    /// The line that calls the host.
    var callPlace: () -> SourceLocation? = { nil }

    /// The entity type of the change that the hooks are shown.
    private(set) var type: EntityType?

    func begin(_ context: RuleContext, _ type: EntityType) {
        self.context = context
        self.type = type
        writes = []
        location = nil
    }

    func end() {
        context = nil
        type = nil
    }

    /// Adds a write, to be done by the principal of the write that the rule ran in.
    func add(_ entity: String, _ operation: WriteRequest.Operation) throws {
        guard let context else { throw Refusal.notInAHook }
        let place = callPlace() ?? location
        let link = place?.description ?? "plugin"
        writes.append(
            WriteRequest(
                principal: context.principal, entity: entity, operation, cause: context.cause.asked(by: link),
                origin: place))
    }

    func known() throws -> RuleContext {
        guard let context else { throw Refusal.notInAHook }
        return context
    }
}
