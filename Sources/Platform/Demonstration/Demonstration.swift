import Definitions
public import Identity
public import Model
import Queries
public import Records
import Storage

/// Fills an empty installation with users and records to try things out on: some hundred accounts, people, leads, activities
/// and complaints in German and English, in several states, with dates in the past. The same every time.
///
///     let summary = try await Demonstration(records: records, principals: directory, clock: clock).fill()
///     print(summary?.text ?? "the database has records already; nothing was added")
public struct Demonstration: Sendable {
    /// What was made.
    public struct Summary: Sendable {
        /// Number of records by entity type, in the order they were made.
        public var counts: [(entity: String, count: Int)]
        /// Users that can sign in now.
        public var users: [DemonstrationUser]

        /// What to print: counts, then one line per user, `sign in as NAME with password PASSWORD`.
        public var text: String {
            let made = counts.map { "\($0.count) × \($0.entity)" }.joined(separator: ", ")
            return (["demonstration data: \(made)"] + users.map(\.signInLine)).joined(separator: "\n")
        }
    }

    private let records: RecordService
    private let principals: PrincipalDirectory
    private let clock: any WallClock

    /// - Parameter records: with a deployment of the shipped packs.
    public init(records: RecordService, principals: PrincipalDirectory, clock: any WallClock) {
        self.records = records
        self.principals = principals
        self.clock = clock
    }

    /// Makes users and records, all of them through the write path and with the roles of those users.
    ///
    /// - Returns: what was made; nil when there are records already and nothing was done.
    /// - Throws: `Refusal` when the definitions are not those of the shipped packs.
    public func fill() async throws -> Summary? {
        guard try isEmpty() else { return nil }
        let users = try await makeUsers()
        let plan = DemonstrationPlan(today: records.today)
        let cause = Cause(.command, request: "kontor demo")
        let groups = plan.entries.map { entry in
            let creation = WriteRequest(
                principal: users[entry.author] ?? .system, entity: entry.entity,
                .create(id: entry.id, entry.values), cause: cause)
            return [creation]
                + entry.events.map { event in
                    WriteRequest(
                        principal: users[event.author] ?? .system, entity: entry.entity,
                        .event(entry.id, name: event.name, data: .null, values: event.values), cause: cause)
                }
        }
        for outcome in try await records.write(groups: groups) {
            if case .refused(_, let refusal) = outcome { throw refusal }
        }
        var counts: [(entity: String, count: Int)] = []
        for entry in plan.entries {
            if counts.last?.entity == entry.entity {
                counts[counts.count - 1].count += 1
            } else {
                counts.append((entry.entity, 1))
            }
        }
        return Summary(counts: counts, users: users.keys.sorted { rank($0) < rank($1) })
    }

    /// Demonstration users that are there, for telling how to sign in.
    public func users() throws -> [DemonstrationUser] {
        let names = Set(try principals.list().filter { !$0.isDisabled }.map(\.principal.name))
        return DemonstrationUser.all.filter { names.contains($0.name) }
    }

    private func rank(_ user: DemonstrationUser) -> Int { DemonstrationUser.all.firstIndex(of: user) ?? .max }

    private func isEmpty() throws -> Bool {
        for type in records.deployment.get().catalog.entityTypes {
            var query = Query(type)
            query.top = 1
            if try !records.list(query, as: .system).records.isEmpty { return false }
        }
        return true
    }

    private func makeUsers() async throws -> [DemonstrationUser: Principal] {
        let roles = Set(records.deployment.get().catalog.roles.map(\.name))
        let present = Dictionary(
            try principals.list().map { ($0.principal.name, $0.principal) }, uniquingKeysWith: { first, _ in first })
        var users: [DemonstrationUser: Principal] = [:]
        for user in DemonstrationUser.all {
            if let principal = present[user.name] {
                users[user] = principal
            } else {
                users[user] = try await principals.create(
                    name: user.name, displayName: user.displayName, password: user.password, roles: [user.role],
                    knownRoles: roles, language: user.language)
            }
        }
        return users
    }
}

extension DemonstrationUser {
    /// What to print about it: `sign in as miriam with password kontor-miriam (service_manager)`.
    public var signInLine: String { "sign in as \(name) with password \(password) (\(role))" }
}
