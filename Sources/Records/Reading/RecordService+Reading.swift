import Access
import Definitions
public import Model
public import Queries
import Storage

extension RecordService {
    /// The record with this id, under the principal's row filter; attributes hidden from the principal are null.
    ///
    /// Runs on the caller's thread: a single read costs less than handing it to another one.
    ///
    /// - Throws: `Refusal(.notFound)` where there is none or the principal may not see it.
    public func read(_ entity: String, _ id: RecordID, as principal: Principal) throws -> Record {
        let deployment = deployment.get()
        let type = try deployment.type(named: entity)
        let access = try deployment.readAccess(of: principal, to: type)
        guard let table = deployment.tables[type.name] else { throw Refusal.notFound(type, id) }
        let now = clock.now()
        let record = try refusing {
            try store.read { reader -> Record? in
                guard let record = try table.record(id, in: reader) else { return nil }
                return try deployment.visible(record, access, to: principal, now: now, in: reader)
            }
        }
        guard let record else { throw Refusal.notFound(type, id) }
        return record
    }

    /// The records that a query selects, under the principal's row filter; hidden attributes are null.
    ///
    /// - Parameter query: its `top` is the size of the page; 50 where it has none.
    /// - Throws: `Refusal(.forbidden)` when the principal may read no record of the type, or the query asks about what is hidden.
    public func list(_ query: Query, as principal: Principal) throws -> RecordPage {
        let deployment = deployment.get()
        let type = try deployment.type(named: query.type.name)
        let access = try deployment.readAccess(of: principal, to: type)
        guard let table = deployment.tables[type.name] else { return RecordPage(records: []) }
        if let mark = query.after {
            // A reader holds the mark: what we have not sealed, we did not make.
            guard marks.vouches(for: mark.content, by: mark.seal ?? []) else {
                throw KeysetCursor.damaged(mark.text).refusal()
            }
        }
        let pageSize = query.top ?? Self.defaultPageSize
        // Whole records are read whatever the projection: a page of them is small, and titles need other attributes.
        var whole = query
        whole.projection = nil
        let now = clock.now()
        let statement: SelectStatement
        do {
            statement = try SelectStatement(
                whole, dialect: store.dialect,
                context: EvaluationContext(principal: principal.id, now: now, zone: deployment.zone),
                rowFilter: access.rowFilter, visibility: deployment.access.visibility(of: principal))
        } catch {
            throw error.refusal()
        }
        return try refusing {
            try store.read { reader in
                var page = RecordPage(records: [])
                page.records.reserveCapacity(pageSize)
                // Who only counts reads no row.
                try reader.forEachRow(of: statement, atMost: pageSize == 0 ? 0 : pageSize + 1) { row in
                    guard page.records.count < pageSize else {
                        page.hasMore = true
                        return
                    }
                    // The row filter is in the statement already; what is left is what of the record may be seen.
                    let record = try table.decode(row)
                    page.records.append(
                        try deployment.redacted(record, access, to: principal, now: now, in: reader))
                    // Only the last row of a full page can begin the next one.
                    guard page.records.count == pageSize else { return }
                    let values = try zip(statement.cursorColumns, query.completeOrder).map { column, term in
                        if term.hasOwnColumn { return try row.value(column, of: term.type) }
                        guard let owner = deployment.tables[term.path.owner.name] else { return AttributeValue.null }
                        return try owner.decode(row, column: column, position: term.path.position)
                    }
                    let mark = query.cursor(after: values, at: now)
                    page.next = mark.sealed(marks.seal(mark.content, length: KeysetCursor.sealLength))
                }
                if !page.hasMore { page.next = nil }
                if query.count { page.count = Int(try reader.integer(statement.countFragment) ?? 0) }
                return page
            }
        }
    }

    /// How many records a page has when nobody says.
    public static let defaultPageSize = 50

    /// What guards may take where the work is only tried.
    private static let trialTime: Duration = .milliseconds(20)

    /// The events that the record's state listens to and whether the principal can send them now.
    ///
    /// Asks the record as it is stored: guards may depend on attributes that are hidden from the principal.
    ///
    /// - Throws: `Refusal(.notFound)` where the principal may not see the record.
    public func possibleEvents(for record: Record, as principal: Principal) throws -> [PossibleEvent] {
        let deployment = deployment.get()
        let type = try deployment.type(named: record.type.name)
        guard let chart = type.chart, let table = deployment.tables[type.name] else { return [] }
        let access = try deployment.readAccess(of: principal, to: type)
        let now = clock.now()
        // Guards are programs: where the work is only tried they give up early, and are asked again where it may take its time.
        let trial = ReadLimit.current.flatMap { $0.isTrial ? $0 : nil }
        var rules = RuleContext(
            principal: principal, cause: Cause(.web, request: "possible events"), now: now, zone: deployment.zone,
            budget: RuleBudget(trial == nil ? limits.rules : Self.trialTime))
        defer { if rules.budget?.isSpent == true { trial?.giveUp() } }
        return try refusing {
            try store.read { reader in
                guard let stored = try table.record(record.id, in: reader) else {
                    throw Refusal.notFound(type, record.id)
                }
                rules.files = try FileTable.descriptions(of: stored.fileIDs, in: reader)
                let filters = try deployment.evaluationContext(for: stored, access, principal, now: now, in: reader)
                guard access.allows(.read, on: stored, in: filters) else { throw Refusal.notFound(type, record.id) }
                let session = try SessionTable.session(of: stored.id, chart: chart, in: reader).map {
                    try DataValue(session: $0, of: type)
                }
                rules.formulas = { try deployment.withFormulas($0, of: principal, now: now, in: reader) }
                let computed = try deployment.withFormulas(stored, of: principal, now: now, in: reader)
                let events = try deployment.stateRules.possibleEvents(for: computed, session: session, in: rules) {
                    try ChangeLogTable.lastSender(of: $0, to: stored.key, in: reader)
                }
                let hidden = access.hidden(on: stored, in: filters)
                return events.map { event in
                    var event = event
                    event.missing = deployment.missing(after: event, in: stored, hidden: hidden)
                    return access.allows(event: event.name, on: stored, in: filters) ? event : event.withoutPrivilege
                }
            }
        }
    }

    /// Turns what the store could not do into what the asker is told.
    func refusing<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as StorageError { throw error.refusal() }
    }
}

extension PossibleEvent {
    fileprivate var withoutPrivilege: PossibleEvent {
        var event = self
        event.isPossible = false
        event.dependsOnData = false
        event.obstacle = LocalizedText(
            "Your roles do not allow this event.", german: "Ihre Rollen erlauben dieses Ereignis nicht.")
        return event
    }
}
