import Model
import Queries
import Records
import Storage
import TestSupport
import Testing

@Suite struct `Records of two entity types with one id` {
    private static let texts: WorkplaceTexts = {
        func chart(_ name: String, _ body: String) -> String {
            """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0"
                   datamodel="lua" name="\(name)" initial="open" k:entity="\(name)" k:attribute="status">\(body)</scxml>
            """
        }
        return WorkplaceTexts(
            definitions: """
                <entity name="secret" set="secrets" title="{name}"><text name="name" search="true"/><text name="body"/>
                  <state name="status" chart="secret"/></entity>
                <entity name="ticket" set="tickets" title="{name}"><text name="name" search="true"/>
                  <state name="status" chart="ticket"/></entity>
                <entity name="pair" set="pairs" title="{name}"><text name="name"/>
                  <lookup name="one" to="ticket"/><lookup name="two" to="secret"/>
                  <formula name="joint" type="text" value="concat(one/name, coalesce(two/body, '-'))"/></entity>
                <role name="clerk"><grant entity="ticket" privileges="create read update delete" events="*"/></role>
                """,
            charts: [
                "secret": chart(
                    "secret",
                    """
                    <state id="open"><onentry><send event="overdue" delay="60s" id="o"/></onentry>
                      <transition event="overdue" target="late"/><transition event="approve" target="late"/></state>
                    <state id="late"><transition event="confirm" target="open" k:four-eyes="approve"/></state>
                    """),
                "ticket": chart("ticket", #"<state id="open"><transition event="approve"/></state>"#),
            ])
    }()

    private static let clerk = Workplace.person("carl", roles: ["clerk"])

    @Test func `are not made any more: an id is given once, whatever became of its record`() async throws {
        try await Workplace.run(Self.texts) { office in
            let secret = try await office.create("secret", ["name": "s"])
            let gone = try await office.create("secret", ["name": "g"])
            try await office.delete(gone)
            for id in [secret.id, gone.id] {
                let request = office.request("ticket", .create(id: id, ["name": "mine"]), as: Self.clerk)
                let refusal = try await office.refusal { try await office.records.write(request) }
                #expect(refusal.code == "KTR-R212")
                #expect(refusal.description.contains(id.description))
                #expect(!refusal.description.contains("Secret"))
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `share no history, timer, four eyes or search`(kind: StoreKind) async throws {
        try await Workplace.run(Self.texts, on: kind) { office in
            let id = try await office.twins("secret", "ticket", ["name": "twin"])
            let secret = try office.records.read("secret", id, as: office.admin)
            let ticket = try office.records.read("ticket", id, as: Self.clerk)
            let history = try office.records.history(of: "ticket", id, as: Self.clerk)
            #expect(history.map(\.kind) == [.create])
            #expect(!history[0].changes.contains { $0.attribute.name == "body" })

            let bo = Workplace.person("bo", roles: ["admin"])
            try await office.send("approve", to: secret, as: bo)
            let before = try await office.refusal { try await office.send("confirm", to: secret, as: bo) }
            #expect(before.code == "KTR-C307")
            try await office.send("approve", to: ticket, as: Self.clerk)
            let after = try await office.refusal { try await office.send("confirm", to: secret, as: bo) }
            #expect(after.code == "KTR-C307")

            try await office.send("confirm", to: secret)
            #expect(try office.timers(of: secret).count == 2)
            _ = try await office.records.write(groups: [
                [
                    office.request("secret", .update(id, ["name": "sparrow"])),
                    office.request("ticket", .update(id, ["name": "pigeon"])),
                ],
                [office.request("ticket", .delete(id))],
            ])
            #expect(try office.timers(of: secret).count == 2)
            #expect(try await office.records.damagedSearchIndexes() == [])
        }
    }

    @Test func `are told apart by formulas and deletes`() async throws {
        try await Workplace.run(Self.texts) { office in
            let id = try await office.twins("secret", "ticket", ["name": "twin"])
            try await office.update(try office.records.read("secret", id, as: office.admin), ["body": "B"])
            let text = DataValue.text(id.description)
            let pair = try await office.create("pair", ["name": "p", "one": text, "two": text])
            #expect(pair["joint"] == .text("twinB"))
            #expect(try office.all("pair").map { $0["joint"] } == [.text("twinB")])
        }
    }
}
