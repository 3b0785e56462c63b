import Model
import Queries
import Records
import TestSupport
import Testing

@Suite struct `Amounts, times, durations, choices, JSON and places in records` {
    static let texts = WorkplaceTexts(
        definitions: """
            <options name="tag"><option name="vip"/><option name="late"/><option name="old" retired="true"/></options>
            <entity name="visit" set="visits" title="{subject}">
              <text name="subject"/>
              <money name="fee" currencies="EUR USD JPY" personal="true"/>
              <money name="tip" currency="CHF" default="1.50"/>
              <time name="opens_at" default="08:00"/>
              <duration name="spent" personal="true"/>
              <multichoice name="tags" options="tag" default="late"/>
              <json name="extra"/><json name="secret" personal="true"/>
              <point name="place" personal="true"/>
              <key attributes="place opens_at"/>
            </entity>
            """,
        plugins: [
            "rules": """
            kontor.before_save("visit", function(change)
              local after = change.after
              if after.subject == "look" then
                kontor.refuse(type(after.spent) .. " " .. after.spent .. " " .. after.opens_at .. " " .. #after.tags .. " "
                  .. after.tags[1] .. " " .. after.place.latitude .. " " .. after.extra.list[2] .. " " .. after.fee)
              elseif after.subject == "set" then
                after.spent = 5400.5
                after.opens_at = "09:30"
                after.tags = { "late", "vip" }
                after.place = { latitude = 51.5, longitude = 7.25 }
                after.extra = { n = 1, list = { true, 2.5 }, empty = {} }
                after.fee = 12.5
                after.fee_currency = "USD"
              elseif after.subject == "bad" then
                after.spent = "PT1X"
              elseif after.subject == "iso" then
                after.spent = "PT2H"
                after.tags = {}
                after.extra = { list = after.extra.list, n = 2 }
              end
            end)
            """
        ])

    private func run(_ body: (Workplace) async throws -> Void) async throws {
        try await Workplace.run(Self.texts, body)
    }

    @Test func `come back from the store as they were`() async throws {
        try await run { workplace in
            let random = SeededRandom(seed: 11)
            func number(_ range: ClosedRange<Int64>) -> Int64 {
                let word = random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                return range.lowerBound + Int64(word % UInt64(range.upperBound - range.lowerBound + 1))
            }
            for _ in 0..<60 {
                let values: [String: AttributeValue] = [
                    "fee": .decimal(ExactDecimal(unscaled: number(-10_000...10_000), scale: 2)),
                    "fee_currency": .text("EUR"), "tip": .decimal(ExactDecimal(unscaled: number(0...99), scale: 2)),
                    "opens_at": .time(try #require(TimeOfDay(milliseconds: number(0...86_399_999)))),
                    "spent": .duration(
                        try #require(TimeSpan(milliseconds: number(-TimeSpan.largest...TimeSpan.largest)))),
                    "tags": .names(number(0...1) == 0 ? ["vip"] : ["vip", "late"]),
                    "extra": .json(.object(["a": .list([.integer(number(0...9)), .null, .text("ü\"")])])),
                    "secret": .json(.list([.object([:])])),
                    "place": .point(
                        try #require(
                            GeoPoint(
                                latitudeUnits: number(-900_000_000...900_000_000),
                                longitudeUnits: number(-1_800_000_000...1_800_000_000)))),
                ]
                let made = try await workplace.create("visit", values.mapValues { DataValue($0) })
                let stored = try workplace.reread(made)
                for (name, value) in values { #expect(stored[name] == value, "\(name)") }
                let history = try workplace.records.history(of: "visit", made.id, as: workplace.admin)
                for change in try #require(history.first).changes {
                    #expect(change.after == stored[change.attribute.name], "\(change.attribute.name)")
                }
            }
            #expect(try workplace.changeLogProblems().isEmpty)
        }
    }

    @Test func `have defaults, and an amount the usual currency`() async throws {
        try await run { workplace in
            let made = try await workplace.create("visit", ["fee": .integer(5)])
            #expect(made["tip"] == .decimal(ExactDecimal(unscaled: 150, scale: 2)))
            #expect(made["opens_at"] == .time(try #require(TimeOfDay("08:00"))))
            #expect(made["tags"] == .names(["late"]))
            #expect(made["fee_currency"] == .text("EUR"))
            let emptied = try await workplace.update(made, ["fee": .null])
            #expect(emptied["fee_currency"] == .null)
            let alone = try await workplace.create("visit", ["fee_currency": .text("USD"), "opens_at": .text("10:00")])
            #expect(alone["fee_currency"] == .null)
        }
    }

    @Test func `an amount has no more digits than its currency`() async throws {
        try await run { workplace in
            let refusal = try await workplace.refusal {
                try await workplace.create(
                    "visit", ["fee": .decimal(ExactDecimal(unscaled: 125, scale: 1)), "fee_currency": .text("JPY")])
            }
            #expect(refusal.code == "KTR-R143")
            #expect(refusal.problems[0].attribute == "fee")
            let made = try await workplace.create(
                "visit", ["fee": .decimal(ExactDecimal(unscaled: 125, scale: 1)), "fee_currency": .text("usd")])
            #expect(made["fee_currency"] == .text("USD"))
            #expect(
                try await workplace.refusal { try await workplace.update(made, ["fee_currency": .text("JPY")]) }.code
                    == "KTR-R143")
        }
    }

    @Test func `a retired choice may stay and not be chosen anew`() async throws {
        try await run { workplace in
            let made = try await workplace.create("visit", ["tags": .list([.text("vip")])])
            try await workplace.tamper("UPDATE \"visit\" SET \"tags\" = '[\"vip\",\"old\"]'")
            let kept = try await workplace.update(made, ["tags": .list([.text("old"), .text("late")])])
            #expect(kept["tags"] == .names(["late", "old"]))
            let without = try await workplace.update(kept, ["tags": .text("vip; late")])
            #expect(without["tags"] == .names(["vip", "late"]))
            let refusal = try await workplace.refusal {
                try await workplace.update(without, ["tags": .list([.text("vip"), .text("old")])])
            }
            #expect(refusal.code == "KTR-R115")
        }
    }

    @Test func `personal ones are sealed in the log, and no JSON passes for a sealed value`() async throws {
        try await run { workplace in
            let trick = DataValue.object([
                "sealed": .text("AAAA"), "subject": .text("00000000-0000-7000-8000-000000000001"),
            ])
            let made = try await workplace.create(
                "visit",
                [
                    "fee": .integer(4711), "spent": .text("PT47M11S"), "place": .text("47.11, 8.15"), "extra": trick,
                    "secret": .object(["word": .text("hunter2")]),
                ])
            let log = try workplace.changeLogTexts().joined()
            for clear in ["4711", "PT47M11S", "47.11", "hunter2"] { #expect(!log.contains(clear), "\(clear)") }
            let entry = try #require(try workplace.records.history(of: "visit", made.id, as: workplace.admin).first)
            let after = Dictionary(entry.changes.map { ($0.attribute.name, $0.after) }) { $1 }
            #expect(after["extra"] == made["extra"])
            #expect(after["secret"] == made["secret"])
            #expect(after["place"] == made["place"])
            #expect(after["spent"] == made["spent"])
        }
    }

    @Test func `may be parts of a key where they have one value`() async throws {
        try await run { workplace in
            try await workplace.create("visit", ["place": .text("1, 2")])
            let refusal = try await workplace.refusal { try await workplace.create("visit", ["place": .text("1, 2")]) }
            #expect(refusal.kind == .conflict)
        }
    }

    @Test func `are seen and set by Lua`() async throws {
        try await run { workplace in
            let refusal = try await workplace.refusal {
                try await workplace.create(
                    "visit",
                    [
                        "subject": .text("look"), "spent": .text("PT1H30M"), "tags": .list([.text("vip")]),
                        "place": .text("51.5, 7.25"), "fee": .decimal(ExactDecimal(unscaled: 125, scale: 1)),
                        "extra": .object(["list": .list([.integer(1), .text("two")])]),
                    ])
            }
            #expect(refusal.message.english == "number 5400 08:00:00 1 vip 51.5 two 12.5")
            let set = try await workplace.create("visit", ["subject": .text("set")])
            #expect(set["spent"] == .duration(try #require(TimeSpan("PT1H30M0.5S"))))
            #expect(set["opens_at"] == .time(try #require(TimeOfDay("09:30"))))
            #expect(set["tags"] == .names(["vip", "late"]))
            #expect(set["place"] == .point(try #require(GeoPoint("51.5, 7.25"))))
            #expect(set["fee"] == .decimal(ExactDecimal(unscaled: 1250, scale: 2)))
            #expect(set["fee_currency"] == .text("USD"))
            #expect(set["extra"].displayText == #"{"empty":[],"list":[true,2.5],"n":1}"#)
            let iso = try await workplace.create(
                "visit",
                [
                    "subject": .text("iso"), "opens_at": .text("11:00"),
                    "extra": .object(["list": .list([.integer(1), .null])]),
                ])
            #expect(iso["spent"] == .duration(try #require(TimeSpan("PT2H"))))
            #expect(iso["tags"] == .null)
            #expect(iso["extra"].displayText == #"{"list":[1,false],"n":2}"#)
            let bad = try await workplace.refusal { try await workplace.create("visit", ["subject": .text("bad")]) }
            #expect(bad.code == "KTR-R118")
            #expect(bad.problems[0].location?.line == 18)
        }
    }
}
