import Model
import Queries
import Testing

@Suite struct `The records that conditions look at` {
    private let accounts: [Record]
    private let complaints: [Record]

    init() {
        var random = SeededRandom(state: 11)
        accounts = random.accounts(12)
        complaints = random.complaints(60, accounts: 12)
    }

    private var all: [RecordID: Record] {
        Dictionary((accounts + complaints).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `are read before they are evaluated`() throws {
        let (all, records) = (all, accounts + complaints)
        let listed = { @Sendable (lookup: ListedLookup, owner: RecordID) in
            records.filter { $0.type == lookup.source && $0.values[lookup.position] == .record(owner) }
        }
        let full = EvaluationContext(principal: me, now: now, zone: .utc, related: { all[$1] }, listed: listed)
        let texts =
            `The evaluator and SQLite`.lists + `The evaluator and SQLite`.trees + `The evaluator and SQLite`.targets
        for text in texts {
            let filter = try Complaints.filter(text)
            for complaint in complaints {
                let gathered = RelatedRecords(
                    for: [filter.expression], of: complaint, related: { all[$1] }, listed: { listed($0, $1) })
                let context = gathered.context(principal: me, now: now, zone: .utc)
                #expect(filter.matches(complaint, in: context) == filter.matches(complaint, in: full), "\(text)")
            }
        }
    }

    @Test func `are asked for along a lookup`() throws {
        let seen = try Complaints.filter(
            "active eq true and not complaints/any(c: c/urgent and c/customer/rating gt rating)", on: Complaints.account
        )
        let customer = try #require(Complaints.complaint.position(of: "customer"))
        let along = seen.along(customer, of: Complaints.complaint)
        let (all, records) = (all, accounts + complaints)
        let context = EvaluationContext(principal: me, now: now, zone: .utc, related: { all[$1] }) { lookup, owner in
            records.filter { $0.type == lookup.source && $0.values[lookup.position] == .record(owner) }
        }
        for complaint in complaints {
            guard case .record(let id) = complaint["customer"], let account = all[id] else { continue }
            #expect(along.matches(complaint, in: context) == seen.matches(account, in: context))
        }
        #expect(along.expression.readsOthers)
    }
}
