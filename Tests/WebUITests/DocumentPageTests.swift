import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing

@testable import WebUI

@Suite struct `A document` {
    private func matter(_ office: Office, subject: DataValue = "Bill <b>&amp; \"x\"") async throws -> RecordID {
        let client = try await office.make("client", ["name": "Hansebank & Co", "revenue": .integer(777)])
        return try await office.make(
            "matter",
            [
                "subject": subject, "claim": .text("1234.5"), "notes": "secret", "due": "2026-02-01", "mood": "angry",
                "urgent": .boolean(false), "client": .text(client.description),
            ])
    }

    @Test func `has the values that its reader may see, escaped, in its language`() async throws {
        try await Office.open(.desk, roles: ["planner"]) { office in
            let id = try await matter(office)
            let page = try await office.page("/records/matters/\(id)").text
            #expect(page.contains(#"<a href="/records/matters/\#(id)/documents/notice">Notice</a>"#))
            #expect(page.contains(#"/documents/notice?lang=de" hreflang="de" lang="de">Deutsch</a>"#))
            let document = try await office.page("/records/matters/\(id)/documents/notice")
            #expect(document.status == .ok)
            #expect(document.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
            #expect(document.text.contains(#"<html lang="en">"#))
            #expect(document.text.contains("<p>Dear Hansebank &amp; Co,</p>"))
            let values = "[Bill &lt;b&gt;&amp;amp; &quot;x&quot;] [1,234.50] [] [] [1 Feb 2026] [Clara Hoffmann] ["
            #expect(document.text.contains(values))
            #expect(document.text.contains("<p>You are Angry.</p>") && !document.text.contains("We know nothing"))
            #expect(!document.text.contains("Urgent!"))
            let german = try await office.page("/records/matters/\(id)/documents/notice?lang=de")
            #expect(german.text.contains(#"<html lang="de">"#) && german.headers[.contentLanguage] == "de")
            #expect(german.text.contains("[1.234,50] [Zornig] [01.02.2026]"))
            // What the page around it says stays in the reader's language.
            #expect(german.text.contains("Print or save it"))
        }
    }

    @Test func `is there for its roles and states alone`() async throws {
        try await Office.open(.desk, roles: ["planner"]) { office in
            let id = try await matter(office)
            _ = try await office.send("/records/matters/\(id)/events/start", [".key": "k", ".revision": "1"])
            #expect(!(try await office.page("/records/matters/\(id)").text).contains("documents/notice"))
            let late = try await office.page("/records/matters/\(id)/documents/notice")
            #expect(late.status == .forbidden && late.text.contains("KTR-W120"))
            #expect(try await office.page("/records/matters/\(id)/documents/other").status == .notFound)
            let nobody = "/records/matters/00000000-0000-7000-8000-000000000000/documents/notice"
            #expect(try await office.page(nobody).status == .notFound)
        }
        try await Office.open(.desk) { office in
            let id = try await matter(office)
            #expect(!(try await office.page("/records/matters/\(id)").text).contains("documents/notice"))
            #expect(try await office.page("/records/matters/\(id)/documents/notice").status == .forbidden)
        }
    }

    @Test func `lets no value act, whatever it is made of`() async throws {
        try await Office.open(.desk, roles: ["planner"]) { office in
            for attack in [
                "<script>alert(1)</script>", "{{user}}", "<\u{301}script>", "</p><img src=x onerror=alert(1)>",
            ] {
                let id = try await matter(office, subject: .text(attack))
                let text = try await office.page("/records/matters/\(id)/documents/notice").text
                #expect(!text.contains("<script") && !text.contains("<img"))
                #expect(Array(text.utf8).firstRange(of: Array("<\u{301}script".utf8)) == nil)
                if attack == "{{user}}" { #expect(text.contains("[{{user}}]")) }
            }
        }
    }
}

@Suite struct `Tables of a document` {
    @Test func `are named by it, unless they have a caption`() {
        let html = "<p>x</p><table><tr><td>1</td></tr></table><table><caption>Own</caption></table>"
        #expect(
            html.namingTables("A \"letter\"")
                == "<p>x</p><table aria-label=\"A &quot;letter&quot;\"><tr><td>1</td></tr></table><table><caption>Own</caption></table>"
        )
        #expect("<p>none</p>".namingTables("x") == "<p>none</p>")
    }
}
