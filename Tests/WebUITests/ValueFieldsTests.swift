import Definitions
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Queries
import Records
import Testing

@testable import WebUI

@Suite struct `Amounts, times, durations, choices, JSON and places on pages` {
    private func visits(_ office: Office) throws -> [Record] {
        let type = try #require(office.records.deployment.get().catalog.entityType(named: "visit"))
        return try office.records.list(Query(type), as: .system).records
    }

    @Test func `have fields of their own`() async throws {
        try await Office.open(roles: ["surveyor"], language: .german) { office in
            let page = try await office.page("/records/visits/new").text
            #expect(page.contains(#"<input id="field-fee" name="fee" type="text" value="" inputmode="decimal""#))
            #expect(
                page.contains(
                    #"<select name="fee_currency" aria-label="Honorar: Währung"><option value="EUR" selected>EUR</option>"#
                ))
            #expect(page.contains(#"<span class="unit">CHF</span>"#))
            #expect(page.contains(#"id="field-opens_at" name="opens_at" type="time" value="" min="06:00""#))
            #expect(page.contains(#"<fieldset class="choices" id="field-tags""#))
            #expect(page.contains(#"<input type="checkbox" name="tags" value="vip"> Wichtig"#))
            #expect(!page.contains(#"value="old""#))
            #expect(page.contains("auch 2 Tage 3 Std. oder 45 Min."))
            #expect(page.contains("Breite und Länge"))
            #expect(page.components(separatedBy: #"name="fee_currency""#).count == 2)
            #expect(page.components(separatedBy: #"name="fee_currency.was""#).count == 2)
        }
    }

    @Test func `are taken as people write them and shown as they read them`() async throws {
        try await Office.open(roles: ["surveyor"], language: .german) { office in
            let answer = try await office.send(
                "/records/visits",
                [
                    ".key": "k", "subject": "Ortstermin", "fee": "1.234,5", "fee_currency": "EUR", "tip": "5 CHF",
                    "opens_at": "9.30 Uhr", "spent": "1 Std. 30 Min.", "tags.present": "1", "tags": "late",
                    "tags": "vip",
                    "extra": "{\"b\": [1, 2],\r\n \"a\": null}", "place": "51,5136; 7,4653",
                ])
            #expect(answer.status == .seeOther, "\(answer.text)")
            let record = try #require(try visits(office).first)
            #expect(record["fee"] == .decimal(ExactDecimal(unscaled: 123_450, scale: 2)))
            #expect(record["fee_currency"] == .text("EUR"))
            #expect(record["spent"] == .duration(try #require(TimeSpan("PT1H30M"))))
            #expect(record["tags"] == .names(["vip", "late"]))
            #expect(record["place"] == .point(try #require(GeoPoint("51.5136, 7.4653"))))
            let page = try await office.page(try #require(answer.headers[.location])).text
            #expect(page.contains("1.234,50\u{A0}€"))
            #expect(page.contains(#"<h1 dir="auto">Ortstermin 1.234,50\#u{A0}€</h1>"#))
            #expect(page.contains("5,00\u{A0}CHF"))
            #expect(page.contains("09:30"))
            #expect(page.contains("1 Std. 30 Min."))
            #expect(page.contains("Wichtig, Verspätet"))
            #expect(page.contains(#"<code class="json">{\#n  &quot;a&quot;: null,"#))
            #expect(page.contains(#"<a href="geo:51.5136,7.4653">51.5136, 7.4653</a>"#))
            #expect(!page.contains("Honorar: Währung"))
            let list = try await office.page("/records/visits").text
            #expect(list.contains("1.234,50\u{A0}€"))
            #expect(!list.contains("sort=tags"))
            #expect(!list.contains("sort=place"))
        }
    }

    @Test func `are written in English too`() async throws {
        try await Office.open(roles: ["surveyor"]) { office in
            let id = try await office.make(
                "visit",
                [
                    "subject": "Site", "fee": .integer(1500), "fee_currency": "JPY",
                    "tip": .decimal(ExactDecimal(unscaled: -5, scale: 1)),
                    "spent": "P2DT3H0.5S", "opens_at": "17:05:09",
                ])
            let page = try await office.page("/records/visits/\(id)").text
            #expect(page.contains("¥1,500"))
            #expect(page.contains("−CHF\u{A0}0.50"))
            #expect(page.contains("2 days 3 h 0.5 s"))
            #expect(page.contains("17:05:09"))
            let form = try await office.page("/records/visits/\(id)/edit").text
            #expect(form.contains(#"name="fee" type="text" value="1500""#))
            #expect(form.contains(#"<option value="JPY" selected>"#))
            #expect(form.contains(#"name="spent" type="text" value="51:00:00.5""#))
            #expect(form.contains(#"name="opens_at" type="time" value="17:05:09""#))
        }
    }

    @Test func `say beside the field what is wrong`() async throws {
        try await Office.open(roles: ["surveyor"], language: .german) { office in
            let answer = try await office.send(
                "/records/visits",
                [
                    ".key": "k", "subject": "x", "fee": "viel", "tip": "5 EUR", "opens_at": "mittags", "spent": "90",
                    "extra": "{\"a\":", "place": "Dortmund", "tags": "vip",
                ])
            #expect(answer.status == .unprocessableContent)
            for text in [
                #"id="field-fee-fault">Bitte eine Zahl eingeben"#, #"id="field-tip-fault">EUR geht hier nicht"#,
                #"id="field-opens_at-fault">Bitte eine Uhrzeit eingeben"#,
                #"id="field-spent-fault">Bitte eine Dauer eingeben"#, #"id="field-place-fault">Bitte Breite und Länge"#,
                #"value="vip" checked"#, #"value="mittags""#,
            ] {
                #expect(answer.text.contains(text), "\(text)")
            }
            let refused = try await office.send(
                "/records/visits",
                [
                    ".key": "k2", "subject": "x", "fee": "12,50", "fee_currency": "JPY", "opens_at": "05:00",
                    "extra": "{\"a\":\n 1,}", "spent": "31 Tage",
                ])
            for text in [
                #"id="field-opens_at-fault">05:00 liegt vor 06:00"#,
                #"id="field-extra-fault">das ist kein gültiges JSON: Zeile 2, Spalte 4"#,
                #"id="field-spent-fault">31 Tage ist größer als 30 Tage"#, #"<option value="JPY" selected>"#,
            ] {
                #expect(refused.text.contains(text), "\(text)")
            }
            let digits = try await office.send(
                "/records/visits", [".key": "k3", "subject": "x", "fee": "12,50 JPY", "fee_currency": "EUR"])
            #expect(digits.text.contains(#"id="field-fee-fault">12.5 ist kein Betrag in JPY"#))
            #expect(try visits(office).isEmpty)
        }
    }

    @Test func `stay as they are when a form is saved unchanged, and keep retired choices`() async throws {
        try await Office.open(roles: ["surveyor"], language: .german) { office in
            let id = try await office.make(
                "visit",
                [
                    "subject": "x", "spent": "PT26H15.25S", "opens_at": "09:30:15.250", "place": "-0.5, 170.1234567",
                    "extra": .object(["z": .list([.integer(1)]), "a": .decimal(ExactDecimal(unscaled: 125, scale: 2))]),
                ])
            func unchanged(_ more: [(String, String)]) async throws -> Record {
                let form = try await office.page("/records/visits/\(id)/edit").text
                var fields: [(String, String)] = [(".key", "k\(more.count)"), ("subject", "x")]
                for name in ["spent", "opens_at", "place"] {
                    let start = try #require(form.range(of: "name=\"\(name)\" type=\""))
                    let rest = form[start.upperBound...]
                    let value = try #require(rest.range(of: "value=\""))
                    fields.append((name, String(rest[value.upperBound...].prefix { $0 != "\"" })))
                }
                fields += [
                    ("extra", "{\"a\": 1.25, \"z\": [1]}"), ("fee", ""), ("fee_currency", "EUR"), ("tags.present", "1"),
                ]
                let body = (fields + more).map {
                    "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
                }
                .joined(separator: "&")
                let answer = try await office.post("/records/visits/\(id)", body)
                #expect(answer.status == .seeOther, "\(answer.text)")
                return try #require(try visits(office).first)
            }
            #expect(try await unchanged([]).revision == 1)
            let before = try await unchanged([("tags", "vip")])
            #expect(before.revision == 2)
            #expect(before["tags"] == .names(["vip"]))
        }
    }

    @Test func `are filtered by what people choose and type`() async throws {
        try await Office.open(roles: ["surveyor"], language: .german) { office in
            try await office.make(
                "visit",
                [
                    "subject": "Erster", "fee": .integer(100), "opens_at": "09:30", "spent": "PT1H",
                    "tags": .list(["vip"]),
                ])
            try await office.make(
                "visit",
                [
                    "subject": "Zweiter", "fee": .integer(2000), "opens_at": "14:00", "spent": "P1D",
                    "tags": .list(["late"]),
                ])
            func shown(_ query: String) async throws -> [Bool] {
                let page = try await office.page("/records/visits?\(query)").text
                #expect(!page.contains(#"class="alarm""#), "\(query)")
                return ["Erster", "Zweiter"].map { page.contains(">\($0)<") }
            }
            #expect(try await shown("f.tags=vip") == [true, false])
            #expect(try await shown("f.fee.from=1.000,00") == [false, true])
            #expect(try await shown("f.opens_at.to=12:00") == [true, false])
            #expect(try await shown("f.spent.from=2+Std.") == [false, true])
            #expect(try await shown("f.spent.to=1:00") == [true, false])
            let page = try await office.page("/records/visits?f.spent.from=lang").text
            #expect(page.contains("„Aufwand“ wurde ignoriert"))
        }
    }

    @Test func `stand in the history with the currency that they had`() async throws {
        try await Office.open(roles: ["surveyor"], language: .german) { office in
            let id = try await office.make("visit", ["subject": "x", "fee": .integer(100), "tags": .list(["vip"])])
            try await office.change(
                "visit", id, ["fee": .integer(200), "spent": "PT90M", "tags": .list(["vip", "late"])])
            try await office.change("visit", id, ["fee_currency": "JPY", "place": "1, 2"])
            let page = try await office.page("/records/visits/\(id)").text
            #expect(page.contains("100,00\u{A0}€</del>"))
            #expect(page.contains("200,00\u{A0}€</ins>"))
            #expect(page.contains("1 Std. 30 Min.</ins>"))
            #expect(page.contains("Wichtig, Verspätet</ins>"))
            #expect(page.contains("<dt>Honorar: Währung</dt>"))
        }
    }
}
