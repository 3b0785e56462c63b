import HTTPTypes
import Hummingbird
import HummingbirdTesting
public import Model
import Testing

@Suite struct `A list` {
    private func fill(_ office: Office) async throws {
        try await office.make("matter", ["subject": "Alpha bill", "claim": .integer(900), "due": "2026-02-01"])
        try await office.make("matter", ["subject": "Beta letter", "claim": .integer(1500), "due": "2026-03-01"])
        try await office.make("matter", ["subject": "Gamma bill", "due": "2026-01-01"])
    }

    /// The first column's numbers, in their order.
    private func order(_ text: String) -> [String] {
        text.matches(of: /M-2026-(\d{4})<\/a>/).map { String($0.1) }
    }

    @Test func `shows a view's columns, and says what to do while it is empty`() async throws {
        try await Office.open { office in
            let empty = try await office.page("/records/matters?view=*")
            #expect(empty.text.contains("There is nothing here yet."))
            #expect(empty.text.contains("Create the first one"))
            try await fill(office)
            let page = try await office.page("/records/matters")
            #expect(page.status == .ok)
            #expect(page.text.contains("3 records"))
            #expect(page.text.contains("1,500.00"))
            #expect(page.text.contains("1 Feb 2026"))
            #expect(order(page.text) == ["0001", "0002", "0003"])
        }
    }

    @Test func `is sorted by a click on a heading, and says so`() async throws {
        try await Office.open { office in
            try await fill(office)
            let page = try await office.page("/records/matters?sort=-due")
            #expect(order(page.text) == ["0002", "0001", "0003"])
            #expect(page.text.contains(#"aria-sort="descending"><a href="/records/matters?sort=due">"#))
        }
    }

    @Test func `is filtered by its fields and by an expression together`() async throws {
        try await Office.open { office in
            try await fill(office)
            #expect(order(try await office.page("/records/matters?f.subject=BILL").text) == ["0001", "0003"])
            #expect(order(try await office.page("/records/matters?f.claim.from=1%2C000.50").text) == ["0002"])
            #expect(order(try await office.page("/records/matters?f.due.to=2026-02-01").text) == ["0001", "0003"])
            let both = "/records/matters?f.subject=bill&filter=claim%20gt%20100"
            #expect(order(try await office.page(both).text) == ["0001"])
            let none = try await office.page("/records/matters?f.subject=nothing")
            #expect(none.text.contains("Nothing matches this filter"))
            let bad = try await office.page("/records/matters?f.claim.from=lots")
            #expect(bad.text.contains("“Claim” was ignored"))
        }
    }

    @Test func `marks the place where a filter expression is wrong, and still shows the list`() async throws {
        try await Office.open { office in
            try await fill(office)
            let page = try await office.page("/records/matters?filter=claim%20gt%201%20andd%20due%20eq%20null")
            #expect(page.status == .badRequest)
            #expect(page.text.contains("<mark>andd</mark>"))
            #expect(order(page.text).count == 3)
        }
    }

    @Test func `goes forth and back page by page`() async throws {
        try await Office.open { office in
            for number in 1...60 { try await office.make("matter", ["subject": .text("No \(number)")]) }
            let first = try await office.page("/records/matters")
            #expect(order(first.text).count == 50)
            let next = try #require(first.text.firstMatch(of: /rel="next" href="([^"]+)"/)).1.replacing(
                "&amp;", with: "&")
            let second = try await office.page(String(next))
            #expect(order(second.text) == (51...60).map { "00\($0)" })
            let back = try #require(second.text.firstMatch(of: /rel="prev" href="([^"]+)"/)).1.replacing(
                "&amp;", with: "&")
            #expect(order(try await office.page(String(back)).text).first == "0001")
        }
    }

    @Test func `is German for those who read German`() async throws {
        try await Office.open(language: .german) { office in
            try await fill(office)
            let page = try await office.page("/records/matters")
            #expect(page.headers[.contentLanguage] == "de")
            #expect(page.text.contains(#"<html lang="de">"#))
            for text in ["Vorgänge", "Offene", "1.500,00", "01.02.2026", "3 Datensätze", "Filterausdruck"] {
                #expect(page.text.contains(text), "\(text)")
            }
        }
    }

    @Test func `is not there for a type that nobody gave the reader`() async throws {
        try await Office.open(roles: ["reader"]) { office in
            let page = try await office.page("/records/clients")
            #expect(page.status == .notFound)
            #expect(page.text.contains("There is nothing here"))
            let list = try await office.page("/records/matters")
            #expect(!list.text.contains("/records/matters/new"))
            #expect(try await office.page("/records/matters/new").status == .forbidden)
        }
    }
}

extension DataValue: ExpressibleByStringLiteral {
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
}
