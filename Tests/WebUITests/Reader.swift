import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

/// Somebody at a browser: signs in, opens forms, and sends them as a browser does, with what they showed.
final class Reader {
    private let office: Office
    private let name: String
    private(set) var cookie: String?

    init(_ office: Office, name: String = "clara") {
        self.office = office
        self.name = name
    }

    static func signedIn(_ office: Office, name: String = "clara") async throws -> Reader {
        let reader = Reader(office, name: name)
        _ = try await reader.signIn()
        return reader
    }

    /// Signs in and goes where that leads.
    func signIn(to destination: String = "/") async throws -> TestResponse {
        let answer = try await post(
            "/sign-in", [("user", name), ("password", Office.password), ("destination", destination)])
        cookie = answer.headers[.setCookie]?.split(separator: ";").first.map(String.init)
        return try await get(answer.headers[.location] ?? "/")
    }

    /// The session ends, as if somebody had signed out in another window.
    func signOut() async throws {
        let page = try await get("/").text
        let token = try #require(page.firstMatch(of: /name="\.csrf" value="([^"]+)"/)).1
        _ = try await post("/sign-out", [(".csrf", String(token))])
        cookie = nil
    }

    func get(_ path: String) async throws -> TestResponse {
        try await office.client.execute(uri: path, method: .get, headers: cookie.map { [.cookie: $0] } ?? [:])
    }

    func post(_ path: String, _ fields: [(String, String)]) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if let cookie { headers[.cookie] = cookie }
        let body = fields.map {
            [$0.0, $0.1].map { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
                .joined(separator: "=")
        }.joined(separator: "&")
        return try await office.client.execute(
            uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
    }

    /// The form of a record on a page.
    func form(_ path: String) async throws -> OpenForm {
        try OpenForm(try await get(path).text)
    }

    /// Opens a form, changes some of its fields and sends it.
    func edit(_ path: String, _ changes: KeyValuePairs<String, String>) async throws -> TestResponse {
        try await send(try await form(path), changes)
    }

    func send(_ form: OpenForm, _ changes: KeyValuePairs<String, String>) async throws -> TestResponse {
        try await post(form.action, form.with(changes))
    }
}

/// What a browser would send of a record's form.
struct OpenForm {
    let action: String
    let fields: [(name: String, value: String)]

    init(_ page: String) throws {
        let start = try #require(page.firstRange(of: #"<form class="record-form""#), "no form: \(page.prefix(3000))")
        let rest = page[start.lowerBound...]
        let form = rest[..<(try #require(rest.firstRange(of: "</form>"))).lowerBound]
        action = Self.plain(try #require(form.firstMatch(of: /action="([^"]*)"/)).1)
        var fields: [(Int, String, String)] = []
        func place(_ range: Range<Substring.Index>) -> Int {
            form.utf8.distance(from: form.startIndex, to: range.lowerBound)
        }
        for match in form.matches(of: /<input([^>]*)>/) {
            let text = match.1
            guard let name = text.firstMatch(of: /\bname="([^"]*)"/)?.1, !text.contains(#"type="file""#),
                !text.contains(#"type="checkbox""#) && !text.contains(#"type="radio""#) || text.contains(" checked")
            else { continue }
            fields.append(
                (place(match.range), String(name), Self.plain(text.firstMatch(of: /\bvalue="([^"]*)"/)?.1 ?? "")))
        }
        for match in form.matches(of: /<textarea[^>]*name="([^"]*)"[^>]*>\n?([^<]*)<\/textarea>/) {
            // Browsers send line ends as CR LF.
            let text = Self.plain(match.2).replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
            fields.append((place(match.range), String(match.1), text))
        }
        for match in form.matches(of: /<select([^>]*)>(.*?)<\/select>/) {
            guard let name = match.1.firstMatch(of: /\bname="([^"]*)"/)?.1 else { continue }
            let options = match.2.matches(of: /<option value="([^"]*)"([^>]*)>/)
            let chosen = options.filter { $0.2.contains("selected") }.map { Self.plain($0.1) }
            let isMultiple = match.1.contains("multiple")
            for value in isMultiple ? chosen : [chosen.first ?? options.first.map { Self.plain($0.1) } ?? ""] {
                fields.append((place(match.range), String(name), value))
            }
        }
        self.fields = fields.sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) }
    }

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The fields with some of them changed; what the form does not have is added.
    func with(_ changes: KeyValuePairs<String, String>) -> [(String, String)] {
        var result = fields
        for (name, value) in changes {
            if let index = result.firstIndex(where: { $0.name == name }) {
                result[index].value = value
            } else {
                result.append((name, value))
            }
        }
        return result
    }

    private static func plain(_ text: some StringProtocol) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
    }
}
