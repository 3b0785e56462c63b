import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct `Signing in` {
    private func signIn(_ office: Office, password: String) async throws -> TestResponse {
        try await office.client.execute(
            uri: "/sign-in", method: .post, headers: [.contentType: "application/x-www-form-urlencoded"],
            body: ByteBuffer(
                string: Office.encoded(["user": "clara", "password": password, "destination": "/records/matters"])))
    }

    private func cookie(_ response: TestResponse) -> String? {
        response.headers[.setCookie]?.split(separator: ";").first.map(String.init)
    }

    @Test func `is asked of everybody who comes without a session`() async throws {
        try await Office.open { office in
            let answer = try await office.client.execute(uri: "/records/matters?view=open", method: .get)
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == "/sign-in?to=%2Frecords%2Fmatters%3Fview%3Dopen")
        }
    }

    @Test func `says of a wrong password no more than of a wrong name`() async throws {
        try await Office.open { office in
            let answer = try await signIn(office, password: "wrong")
            #expect(answer.status == .unauthorized)
            #expect(answer.text.contains("Check user name and password"))
            #expect(answer.headers[.setCookie] == nil)
            #expect(answer.headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
        }
    }

    @Test func `leads to the page that was asked for, and forms need the session's token from then on`() async throws {
        try await Office.open { office in
            let answer = try await signIn(office, password: Office.password)
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == "/records/matters")
            let session = try #require(cookie(answer))
            #expect(answer.headers[.setCookie]?.contains("HttpOnly") == true)
            let refused = try await office.client.execute(
                uri: "/records/matters", method: .post,
                headers: [.cookie: session, .contentType: "application/x-www-form-urlencoded"],
                body: ByteBuffer(string: "subject=Nobody+asked"))
            #expect(refused.status == .forbidden)
            #expect(refused.text.contains("KTR-W116"))
            #expect(try office.count("matter") == 0)

            let form = try await office.client.execute(
                uri: "/records/matters/new", method: .get, headers: [.cookie: session])
            let csrf = try #require(form.text.firstMatch(of: /name="\.csrf" value="([^"]+)"/)).1
            let created = try await office.client.execute(
                uri: "/records/matters", method: .post,
                headers: [.cookie: session, .contentType: "application/x-www-form-urlencoded"],
                body: ByteBuffer(string: Office.encoded([".csrf": String(csrf), "subject": "Asked", ".key": "k1"])))
            #expect(created.status == .seeOther)
            #expect(try office.count("matter") == 1)

            let out = try await office.client.execute(
                uri: "/sign-out", method: .post,
                headers: [.cookie: session, .contentType: "application/x-www-form-urlencoded"],
                body: ByteBuffer(string: Office.encoded([".csrf": String(csrf)])))
            #expect(out.status == .seeOther)
            let after = try await office.client.execute(uri: "/", method: .get, headers: [.cookie: session])
            #expect(after.status == .seeOther)
        }
    }

    @Test func `never leads to another site`() async throws {
        try await Office.open { office in
            for path in ["//evil.example", "https://evil.example", "/\\evil.example"] {
                let page = try await office.client.execute(
                    uri: "/sign-in?to=\(path.replacing("\\", with: "%5C"))", method: .get)
                #expect(page.text.contains(#"name="destination" value="/""#))
            }
        }
    }
}
