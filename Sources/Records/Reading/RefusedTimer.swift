import Access
import Definitions
public import Model
import Storage

/// An event that a chart sent itself with a delay and that was refused when it was due.
public struct RefusedTimer: Sendable, Hashable {
    /// The record whose chart waits.
    public var record: RecordID
    /// Its entity type.
    public var entity: String
    /// The event.
    public var event: String
    /// How often it was tried since the record changed last.
    public var attempts: Int
    /// When it is tried again; nil where it waits until the record changes.
    public var retry: Instant?
    /// Why it was refused last.
    public var problems: [Refusal.Problem]
    /// The rules' lines that refused it, as texts.
    public var places: [String] = []

    init(_ timer: StoredTimer) {
        record = timer.recordID
        entity = timer.entity
        event = timer.event
        attempts = timer.attempts
        retry = TimerTable.isWaitingForChange(timer) ? nil : timer.due
        let stored = timer.problem.flatMap { try? DataValue(storedJSON: $0) }
        guard case .list(let list)? = stored else {
            problems = []
            return
        }
        problems = list.compactMap(Refusal.Problem.init)
        places = list.compactMap { $0["place"]?.textValue }
    }

    /// `complaint 0190…: 'escalate' was refused 3 times: … [KTR-R122]; next at …`, in English.
    public var line: String {
        let reason = problems.map { "\($0.message.english) [\($0.code)]" }.joined(separator: "; ")
        let place = places.isEmpty ? "" : " (\(places.joined(separator: ", ")))"
        let next = retry.map { "tried again at \($0)" } ?? "tried again when the record changes"
        // A change of the record begins the count anew.
        let times = attempts == 0 ? "" : attempts == 1 ? " once" : " \(attempts) times"
        return "\(entity) \(record): '\(event)' was refused\(times), \(next): \(reason)\(place)"
    }
}

extension RecordService {
    /// The timers of a record that were refused, for who may see the record. What stands against them is not told where it is about an
    /// attribute that is hidden from the principal.
    ///
    /// - Parameter record: as it was read for the principal.
    public func refusedTimers(of record: Record, as principal: Principal) throws -> [RefusedTimer] {
        guard record.type.stateAttribute != nil else { return [] }
        let deployment = deployment.get()
        let access = deployment.access.access(of: principal, to: try deployment.type(named: record.type.name))
        return try refusing {
            try store.read { reader in
                try TimerTable.pending(
                    of: record.id, entity: record.type.name, onlyRefused: true, limit: Self.toldTimers, in: reader
                ).map { RefusedTimer($0).concealing(access, on: record) }
            }
        }
    }

    /// The timers of all records that were refused: for who runs the server.
    public func refusedTimers(limit: Int) throws -> [RefusedTimer] {
        try refusing {
            try store.read { try TimerTable.pending(onlyRefused: true, limit: limit, in: $0).map(RefusedTimer.init) }
        }
    }

    /// How many timers were refused, and how many of them wait for their record to change.
    public func refusedTimerCount() throws -> (all: Int, waiting: Int) {
        try refusing { try store.read { try TimerTable.refusedCount(in: $0) } }
    }
}

extension RefusedTimer {
    func concealing(_ access: EntityAccess, on record: Record) -> RefusedTimer {
        var result = self
        result.problems = problems.map { problem in
            guard let position = problem.attribute.flatMap({ access.type.position(of: $0) }),
                !access.shows(position) || record.withheld.contains(position)
            else { return problem }
            return problem.concealed
        }
        return result
    }
}

extension Refusal {
    /// What is kept with a timer: the problems, without values that could be personal beyond what their messages say.
    var json: DataValue {
        .list(
            problems.map { problem in
                .object([
                    "code": .text(problem.code), "attribute": problem.attribute.map { .text($0) } ?? .null,
                    "message": .text(problem.message.english), "german": .text(problem.message[.german]),
                    "place": problem.location.map { .text($0.description) } ?? .null,
                ])
            })
    }
}

extension Refusal.Problem {
    fileprivate init?(_ value: DataValue) {
        guard case .text(let code)? = value["code"], case .text(let message)? = value["message"] else { return nil }
        var (german, attribute): (String?, String?) = (nil, nil)
        if case .text(let text)? = value["german"] { german = text }
        if case .text(let text)? = value["attribute"] { attribute = text }
        self.init(code, attribute: attribute, LocalizedText(message, german: german))
    }
}
