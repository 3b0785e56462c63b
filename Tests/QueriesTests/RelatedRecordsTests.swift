import Model
import Testing

@testable import Queries

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
                let gathered = try RelatedRecords(
                    for: [filter.expression], of: complaint, related: { all[$1] }, listed: { listed($0, $1) })
                let context = gathered.context(principal: me, now: now, zone: .utc)
                #expect(filter.matches(complaint, in: context) == filter.matches(complaint, in: full), "\(text)")
            }
        }
    }

    @Test func `are not read where the list can be asked as a whole`() throws {
        let filter = try Complaints.filter(
            "complaints/any(c: c/urgent and c/customer/rating gt 2)", on: Complaints.account)
        let condition = try #require(filter.expression.lists.first)
        for account in accounts {
            let query = try #require(condition.query(ownedBy: account.id))
            #expect(query.type == Complaints.account && query.top == 1)
            for answer in [true, false] {
                var reads = 0
                let gathered = RelatedRecords(for: [filter.expression], of: account) { _, _ in
                    reads += 1
                    return nil
                } listed: { _, _ in
                    reads += 1
                    return []
                } answered: { asked, owner in
                    asked == condition && owner == account.id ? answer : nil
                }
                #expect(filter.matches(account, in: gathered.context(principal: me, now: now, zone: .utc)) == answer)
                #expect(reads == 0)
            }
        }
    }

    @Test func `are read where the members are compared with the record itself`() throws {
        let filter = try Complaints.filter("complaints/any(c: c/customer/rating gt rating)", on: Complaints.account)
        let condition = try #require(filter.expression.lists.first)
        #expect(condition.query(ownedBy: accounts[0].id) == nil)
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
