import Foundation
import Model
import Records

extension Work {
    /// 16 clients read single records, authenticated, under a row filter.
    static let readRecord = Work(name: "read", summary: "read one record by key over HTTP, 16 clients") { scale in
        let fixture = try await Fixture(scale)
        let ids = try await fixture.fill(complaints: 2_000)
        let count = scale.pick(quick: 8_000, full: 40_000)
        let type = try fixture.complaintType
        let bare = try BareComplaints(path: fixture.databasePath, type: type)
        let token = fixture.token
        let best = try await RunningServer.kontor(fixture) { port in
            try await RunningServer.bare(bare.router) { barePort in
                var best = Costs()
                for _ in 0..<scale.rounds {
                    let picks = RequestCounter()
                    let ours: @Sendable (Int) -> [UInt8] = { _ in
                        HTTPText.get("/odata/complaints(\(ids[picks.next() % ids.count]))", token: token)
                    }
                    let theirs: @Sendable (Int) -> [UInt8] = { _ in
                        HTTPText.get("/complaints/\(ids[picks.next() % ids.count])", token: token)
                    }
                    let one = try await LoadClient(port: port, connections: 16)
                        .run(count, first: ours) { index, _ in ours(index) }
                    let other = try await LoadClient(port: barePort, connections: 16)
                        .run(count, first: theirs) { index, _ in theirs(index) }
                    best.kontor = best.kontor.best(one.cost)
                    best.bare = best.bare.best(other.cost)
                }
                return best
            }
        }
        return [Measurement("read one record over HTTP", count, best, reach: .speedRatio(0.7))]
    }

    /// 16 clients create complaints; each answer means that the record is durable.
    static let createRecord = Work(
        name: "create", summary: "create over HTTP, 16 clients: validation, history, chart, timer, hook"
    ) { scale in
        let fixture = try await Fixture(scale)
        let account = try await fixture.makeAccount()
        let count = scale.pick(quick: 3_000, full: 20_000)
        let bare = try BareComplaints(
            path: try fixture.copyOfTables(["account", "person", "complaint"]), type: try fixture.complaintType)
        let json = """
            {"subject": "Wrong bill", "customer": "\(account)", "claim": 12000, "product": "Mortgage", \
            "channel": "web", "received_on": "2026-01-05", "issue": "Trouble during payment process"}
            """
        let ours = HTTPText.post("/odata/complaints", token: fixture.token, json: json)
        let theirs = HTTPText.post("/complaints", token: fixture.token, json: json)
        let best = try await RunningServer.kontor(fixture) { port in
            try await RunningServer.bare(bare.router) { barePort in
                var best = Costs()
                for _ in 0..<scale.rounds {
                    let one = try await LoadClient(port: port, connections: 16)
                        .run(count, first: { _ in ours }, next: { _, _ in ours })
                    let other = try await LoadClient(port: barePort, connections: 16)
                        .run(count, first: { _ in theirs }, next: { _, _ in theirs })
                    best.kontor = best.kontor.best(one.cost)
                    best.bare = best.bare.best(other.cost)
                }
                return best
            }
        }
        return [Measurement("create one record over HTTP", count, best, reach: .speedRatio(0.5))]
    }
}
