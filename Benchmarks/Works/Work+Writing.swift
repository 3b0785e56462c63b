import Definitions
import Foundation
import Model
import Platform
import Records

extension Work {
    /// One record moved by events, against the same record changed by updates; durable, one after another.
    static let transition = Work(
        name: "transition", summary: "a persisted transition of a record, against a plain update of it"
    ) { scale in
        let fixture = try await Fixture(scale)
        let record = try await complaint(in: fixture)
        func write(_ operation: WriteRequest.Operation) async throws {
            _ = try await fixture.records.write(fixture.request("complaint", operation))
        }
        try await write(.event(record, name: "accept", data: .null, values: [:]))
        let count = scale.pick(quick: 300, full: 3_000)
        let cycle = ["decide", "send_back"]
        let best = try await fastest(rounds: scale.rounds) {
            for number in 0..<count {
                try await write(.event(record, name: cycle[number % 2], data: .null, values: [:]))
            }
        } _: {
            for number in 0..<count {
                try await write(.update(record, ["product": .text(number % 2 == 0 ? "Mortgage" : "Credit card")]))
            }
        }
        return [Measurement("transition (against update)", count, best, reach: .speedRatio(0.8))]
    }

    /// The same writes with and without one trivial rule, in large transactions: the commit would hide its share.
    static let hook = Work(name: "hook", summary: "the share of one trivial Lua rule in a write") { scale in
        let rule =
            "kontor.before_save(\"account\", function(change)\n"
            + "  if change.after.employees and change.after.employees > 1000 then change.after.industry = \"finance\" end\n"
            + "end)\n"
        let fixture = try await Fixture(scale)
        let plain = fixture.records.deployment.get()
        var sources = try DefinitionTree.read(from: .init(fileURLWithPath: fixture.folder.path + "/definitions"))
        for index in sources.packs.indices where sources.packs[index].name == "crm" {
            sources.packs[index].plugins.append(SourceFile(path: "plugins/crm/rule.lua", text: rule))
        }
        let ruled = try DeploymentCompiler.compile(sources, zone: .utc)
        let record = try await fixture.makeAccount()
        let count = scale.pick(quick: 2_000, full: 20_000)
        func update() async throws {
            for start in stride(from: 0, to: count, by: 500) {
                let groups = (start..<start + 500).map {
                    [fixture.request("account", .update(record, ["employees": .integer(Int64($0 % 900))]))]
                }
                _ = try await fixture.records.write(groups: groups)
            }
        }
        let best = try await fastest(rounds: scale.rounds) {
            fixture.records.deployment.replace(with: ruled)
            try await update()
        } _: {
            fixture.records.deployment.replace(with: plain)
            try await update()
        }
        let durable = try await cost {
            for number in 0..<200 {
                _ = try await fixture.records.write(
                    fixture.request("account", .update(record, ["employees": .integer(Int64(number))])))
            }
        }
        let (with, without) = (best.kontor.cpuSeconds * 1e6 / Double(count), best.bare.cpuSeconds * 1e6 / Double(count))
        let durableTime = durable.seconds * 1e6 / 200
        return [
            Measurement(
                work: "hook: CPU of a write with and without it, no commit", unit: .microseconds, kontor: with,
                bare: without),
            Measurement(
                work: "hook: its share of a durable write of \(figure(durableTime)) µs", unit: .percent,
                kontor: max(with - without, 0) / durableTime * 100, reach: .atMost(10)),
        ]
    }

    static func complaint(in fixture: Fixture) async throws -> RecordID {
        let account = try await fixture.makeAccount()
        return try await fixture.records.write(
            fixture.request(
                "complaint",
                .create([
                    "subject": .text("Wrong bill"), "customer": .text(account.description), "claim": .integer(120),
                    "product": .text("Mortgage"), "received_on": .text("2026-01-05"), "channel": .text("web"),
                ]))
        ).record.id
    }
}
