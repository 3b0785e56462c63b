import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Queries
import Records
import Testing

@testable import WebUI

@Suite struct `Lists and records with much in them` {
    private func fill(_ office: Office) async throws {
        for number in 1...7 {
            try await office.make(
                "entry",
                [
                    "name": .text(number <= 3 ? "lamp \(number)" : "chair \(number)"), "sure": .boolean(true),
                    "level": .integer(Int64(number)), "due": .text("2026-02-0\(number)"),
                ])
        }
    }

    @Test func `say how many records there are, whatever the filter, search and view`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            try await fill(office)
            for (query, count) in [
                ("", "7 records"), ("?f.name=lamp", "3 records"), ("?q=lamp", "3 records"),
                ("?view=short&f.name=lamp", "3 records"), ("?filter=contains(name,'chair')", "4 records"),
                ("?f.name=lamp%201", "1 record<"), ("?view=short&f.due.from=2026-02-06", "2 records"),
            ] {
                #expect(try await office.page("/records/entries\(query)").text.contains(count), "\(query)")
            }
        }
    }

    @Test func `count no further than a limit`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            try await fill(office)
            let type = try #require(office.records.deployment.get().catalog.entityType(named: "entry"))
            var query = Query(type)
            query.count = true
            #expect(try office.records.list(query, as: .system).count == 7)
            query.countLimit = 5
            query.top = 2
            #expect(try office.records.list(query, as: .system).count == 5)
        }
    }

    @Test func `keep filter and search when the view changes, and show their fields`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            try await fill(office)
            let page = try await office.page("/records/entries?f.due.from=2026-02-02&q=lamp&sort=-name").text
            let tabs = try #require(page.firstMatch(of: /<nav class="tabs".*?<\/nav>/.dotMatchesNewlines())).output
            let other = try #require(tabs.firstMatch(of: /href="([^"]*view=short[^"]*)"/)).1.replacing(
                "&amp;", with: "&")
            #expect(other.contains("f.due.from=2026-02-02") && other.contains("q=lamp"))
            let there = try await office.page(String(other)).text
            #expect(there.contains("2 records") && there.contains(#"name="f.due.from" type="date" value="2026-02-02""#))
        }
    }

    @Test func `filter by nothing that is hidden`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            try await office.make("firm", ["name": "A", "secret": "x"])
            try await office.make("firm", ["name": "B"])
            #expect(try await office.page("/records/firms?f.secret=x").text.contains("2 records"))
        }
    }

    @Test func `mark the field of a filter that cannot be read`() async throws {
        try await Office.open(.register, roles: ["keeper"], language: .german) { office in
            try await fill(office)
            let page = try await office.page("/records/entries?f.due.from=gestern").text
            #expect(page.contains(#"aria-describedby="filter-due-fault""#) && page.contains("ignoriert"))
            #expect(try await office.page("/records/entries?f.due.from=06.02.2026").text.contains("2 Datensätze"))
        }
    }

    @Test func `show the beginning of long texts`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let long = String(repeating: "wort ", count: 19_000)
            let id = try await office.make(
                "entry",
                [
                    "name": .text(String(repeating: "x", count: 480)), "sure": .boolean(true),
                    "body": .text(long + "FIRST"),
                    "tags": .list((1...500).map { .text("o\($0)") }),
                ])
            #expect(try await office.page("/records/entries").text.utf8.count < 40_000)
            try await office.change("entry", id, ["body": .text(long + "SECOND")])
            let page = try await office.page("/records/entries/\(id)").text
            let unfolded = page.replacing(/<details.*?<\/details>/.dotMatchesNewlines(), with: "")
            #expect(unfolded.ranges(of: "FIRST").isEmpty && unfolded.ranges(of: "SECOND").count == 1)
            // It can still be read.
            #expect(page.contains("FIRST") && page.contains("Show all"))
        }
    }

    @Test func `name their tables and let each text have its direction`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let id = try await office.make("entry", ["name": "שלום", "sure": .boolean(true)])
            let list = try await office.page("/records/entries").text
            #expect(list.contains(#"<caption class="unseen">Entries, All</caption>"#))
            #expect(list.contains(#"dir="auto"><div class="clip">"#))
            #expect(try await office.page("/records/entries/\(id)").text.contains(#"<h1 dir="auto">שלום</h1>"#))
            #expect(try await office.page("/records/entries/\(id)/edit").text.contains(#"dir="auto">"#))
        }
    }

    @Test func `give an example of a filter that fits`() async throws {
        for (sources, roles) in [(DefinitionSources.register, "keeper"), (.office, "surveyor"), (.desk, "planner")] {
            try await Office.open(sources, roles: [roles]) { office in
                let catalog = office.records.deployment.get().catalog
                for type in catalog.entityTypes {
                    let page = try await office.page("/records/\(type.setName)").text
                    guard let help = page.firstMatch(of: /id="expression-help" class="help">For example: ([^<]*)</)?.1
                    else { continue }
                    let example = String(help).replacing("&#39;", with: "'")
                    _ = try Filter(example, on: type, in: catalog)
                }
            }
        }
    }

    @Test func `show where a record stands inside a state, and ends as alternatives`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let id = try await office.make("bill", ["name": "b"])
            func stages() async throws -> Substring {
                let page = try await office.page("/records/bills/\(id)").text
                return try #require(page.firstMatch(of: /<ol class="stages".*?<\/ol>/.dotMatchesNewlines())).output
            }
            let first = try await stages()
            #expect(first.contains(#"<span>Work</span><ul class="inner"><li>Issued</li></ul>"#))
            #expect(first.contains("Paid / Written off"))
            _ = try await office.send("/records/bills/\(id)/events/remind", [".key": "1"])
            let second = try await stages()
            #expect(second.contains("<li>Reminded</li>") && second.contains("now c-red") && !second.contains("Issued"))
            let page = try await office.page("/records/bills/\(id)").text
            #expect(page.contains(#"<span class="state c-red">"#))
            _ = try await office.send("/records/bills/\(id)/events/pay", [".key": "2"])
            let last = try await stages()
            #expect(last.contains("<span>Paid</span>") && !last.contains("Written off"))
        }
    }

    @Test(arguments: [("short", 10, "short", false), ("0123456789ab", 10, "0123456789…", true), ("", 5, "", false)])
    func `cut texts where a reader expects it`(text: String, limit: Int, short: String, isCut: Bool) {
        let excerpt = Excerpt(text, limit: limit)
        #expect(excerpt.short == short && (excerpt.whole != nil) == isCut)
        // One character can be made of any number of accents.
        let piled = "a" + String(repeating: "\u{301}", count: 100_000)
        #expect(Excerpt(piled, limit: 10).short.unicodeScalars.count <= 41)
    }
}
