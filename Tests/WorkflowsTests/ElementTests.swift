import Model
import Records
import TestSupport
import Testing

@Suite struct `A chart and values of several parts` {
    private static let texts = WorkplaceTexts(
        definitions: """
            <options name="tag"><option name="vip"/><option name="late"/></options>
            <entity name="visit" set="visits" title="{subject}"><text name="subject"/>
              <duration name="spent"/><multichoice name="tags" options="tag"/><json name="extra"/><point name="place"/>
              <time name="opens_at"/><money name="fee" currencies="EUR BHD"/><state name="status" chart="visit"/>
            </entity>
            """,
        charts: [
            "visit": """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
                   name="visit" initial="open" k:entity="visit" k:attribute="status">
              <state id="open">
                <transition event="look" cond="record.spent == 5400 and #record.tags == 2 and record.place.longitude == 7.25"
                            target="seen"/>
                <transition event="add" target="seen">
                  <script>
                    record.spent = record.spent + 90
                    record.extra.count = (record.extra.count or 0) + 1
                    record.tags = { "late" }
                  </script>
                </transition>
              </state>
              <state id="seen"/>
            </scxml>
            """
        ])

    private static let values: [String: DataValue] = [
        "spent": .text("PT1H30M"), "tags": .list([.text("vip"), .text("late")]), "place": .text("51.5, 7.25"),
        "opens_at": .text("09:30"), "fee": .decimal(ExactDecimal(unscaled: 12_345, scale: 3)),
        "fee_currency": .text("BHD"),
        "extra": .object([
            "empty": .object([:]), "list": .list([.integer(1), .null, .integer(3)]), "[odd": .text("x"),
            "rate": .decimal(ExactDecimal(unscaled: 1, scale: 1)), "none": .null,
        ]),
    ]

    @Test func `sees them, and what it leaves alone is no change`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            let made = try await workplace.create("visit", Self.values)
            let seen = try await workplace.send("look", to: made)
            #expect(seen["status"] == .text("seen"))
            let entry = try #require(try workplace.records.history(of: "visit", made.id, as: workplace.admin).first)
            #expect(entry.changes.map(\.attribute.name) == ["status"])
        }
    }

    @Test func `changes them where it means to`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            let made = try await workplace.create("visit", Self.values)
            let changed = try await workplace.send("add", to: made)
            #expect(changed["spent"] == .duration(try #require(TimeSpan("PT1H31M30S"))))
            #expect(changed["tags"] == .names(["late"]))
            #expect(changed["extra"].displayText.contains(#""count":1"#))
            #expect(changed["extra"].displayText.contains(#""[odd":"x""#))
            #expect(changed["fee"] == made["fee"])
        }
    }
}
