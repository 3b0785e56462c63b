import HTTPServing
import HTTPTypes
import Identity
import Model
import Records
import SQLText
import Storage
import Testing

@Suite struct `Refusing a request` {
    @Test func `needs a principal whom it knows`() async throws {
        try await Service.run { service in
            for (header, code) in [
                (nil, "KTR-W110"), ("Bearer ktr_wrong", "KTR-A202"), ("Digest x", "KTR-A204"), ("Basic !", "KTR-A204"),
                ("Basic YWdlbnQ6d3Jvbmc=", "KTR-A201"),
            ] as [(String?, String)] {
                var headers: HTTPFields = [:]
                if let header { headers[.authorization] = header }
                let answer = try await service.get("/odata/complaints", as: nil, headers: headers)
                #expect(answer.status == 401 && answer.errorCode == code, "\(answer.text)")
                #expect(answer.headers[.wwwAuthenticate] != nil)
            }
        }
    }

    @Test func `takes name and password, too`() async throws {
        try await Service.run { service in
            // agent:correct horse battery
            let headers: HTTPFields = [.authorization: "Basic YWdlbnQ6Y29ycmVjdCBob3JzZSBiYXR0ZXJ5"]
            let answer = try await service.get("/odata/complaints", as: nil, headers: headers)
            #expect(answer.status == 200)
        }
    }

    @Test func `takes a session only for pages of its own that show its token`() async throws {
        try await Service.run { service in
            let signedIn = try await service.authenticator.signIn(
                name: "agent", password: Service.password, address: "")
            let cookie = "theme=dark; kontor=\(signedIn.secret.text)"
            #expect(try await service.get("/odata/complaints", as: nil, headers: [.cookie: cookie]).status == 200)
            let body = #"{"subject": "x"}"#
            let bare = try await service.send(
                .post, "/odata/complaints", as: nil, json: body, headers: [.cookie: cookie])
            #expect(bare.status == 403 && bare.errorCode == "KTR-W116")
            let token = try #require(signedIn.authentication.session?.csrfToken)
            let header = HTTPField.Name.csrfToken
            let foreign = try await service.send(
                .post, "/odata/complaints", as: nil, json: body,
                headers: [.cookie: cookie, header: token, .origin: "https://evil.example"])
            #expect(foreign.status == 403)
            let own = try await service.send(
                .post, "/odata/complaints", as: nil, json: body,
                headers: [.cookie: cookie, header: token, .origin: "http://localhost"])
            #expect(own.status == 201, "\(own.text)")
            let stale = try await service.get("/odata/complaints", as: nil, headers: [.cookie: "kontor=kts_old"])
            #expect(stale.status == 401)
        }
    }

    @Test(arguments: ["agent", "intake", "nobody"])
    func `allows a role what it is granted and nothing else`(role: String) async throws {
        try await Service.run { service in
            let complaint = try await service.createComplaint(#"{"subject": "x", "reporter_email": "eva@example.org"}"#)
            let account = try await service.send(.post, "/odata/accounts", json: #"{"name": "A", "revenue": 5.00}"#)
            let path = "/odata/complaints(\(complaint.id))"
            var statuses: [Int] = []
            for (method, path, body) in [
                (.get, "/odata/complaints", nil), (.get, path, nil), (.post, "/odata/complaints", #"{"subject": "y"}"#),
                (.patch, path, #"{"weight": 1}"#), (.delete, path, nil), (.post, path + "/Kontor.accept", "{}"),
                (.post, path + "/Kontor.close", "{}"), (.get, "/odata/accounts(\(account.id))", nil),
                (.post, "/odata/accounts", #"{"name": "B"}"#), (.get, path + "/history", nil),
            ] as [(HTTPRequest.Method, String, String?)] {
                let answer = try await service.send(method, path, as: role, json: body)
                statuses.append(answer.status)
            }
            switch role {
            case "agent": #expect(statuses == [200, 200, 201, 200, 403, 200, 403, 200, 403, 200])
            case "intake": #expect(statuses == [403, 403, 204, 404, 404, 404, 404, 404, 404, 403])
            default: #expect(statuses == [404, 404, 404, 404, 404, 404, 404, 404, 404, 404])
            }
        }
    }

    @Test func `shows a hidden attribute nowhere`() async throws {
        try await Service.run { service in
            let complaint = try await service.createComplaint(#"{"subject": "x", "reporter_email": "eva@example.org"}"#)
            for path in [
                "/odata/complaints", "/odata/complaints(\(complaint.id))", "/odata/complaints(\(complaint.id))/history",
                "/odata/complaints?$select=reporter_email,subject",
            ] {
                let answer = try await service.get(path, as: "agent")
                #expect(
                    !answer.text.contains("eva@example.org") && !answer.text.contains("\"reporter_email\":"), "\(path)")
            }
            for option in [
                "$filter=reporter_email%20eq%20'eva@example.org'", "$orderby=reporter_email",
                "$filter=customer/revenue%20gt%201",
            ] {
                let answer = try await service.get("/odata/complaints?\(option)", as: "agent")
                #expect([400, 403].contains(answer.status), "\(option): \(answer.text)")
            }
            let written = try await service.send(
                .patch, "/odata/complaints(\(complaint.id))", as: "agent", json: #"{"reporter_email": "x@y.org"}"#)
            #expect([400, 403, 422].contains(written.status))
        }
    }

    @Test func `answers for what is hidden like for what nobody declared`() async throws {
        try await Service.run { service in
            let made = try await service.createComplaint(#"{"subject": "x", "reporter_email": "eva@example.org"}"#)
            let complaint = "/odata/complaints(\(made.id))"
            func answer(_ name: String) async throws -> [String] {
                var answers: [Answer] = []
                for option in [
                    "$select=NAME", "$filter=NAME%20eq%20null", "$orderby=NAME%20desc", "$filter=NAME%20in%20('a')",
                ] {
                    let asked = option.replacing("NAME", with: name)
                    for path in ["/odata/complaints?", "\(complaint)?"] {
                        answers.append(try await service.get(path + asked, as: "agent"))
                    }
                }
                answers.append(try await service.get("\(complaint)/\(name)", as: "agent"))
                let writes: [(HTTPRequest.Method, String)] = [(.post, "/odata/complaints"), (.patch, complaint)]
                for (method, path) in writes {
                    let json = "{\"subject\": \"y\", \"\(name)\": \"a@b.org\"}"
                    answers.append(try await service.send(method, path, as: "agent", json: json))
                }
                return answers.map { "\($0.status) \($0.text.replacing(name, with: "NAME"))" }
            }
            let (hidden, unknown) = (try await answer("reporter_email"), try await answer("reporter_gmail"))
            for (one, other) in zip(hidden, unknown) {
                #expect(one.withoutTrace == other.withoutTrace)
                #expect(!other.contains("reporter_email"), "\(other)")
            }
            let nested = try await service.get("/odata/complaints?$filter=customer/revenue%20gt%201", as: "agent")
            #expect(nested.status == 400 && nested.errorCode == "KTR-Q121")
        }
    }

    @Test func `refuses an answer that it cannot write before it writes the record`() async throws {
        try await Service.run { service in
            let answer = try await service.send(
                .post, "/odata/complaints", json: #"{"subject": "x"}"#, headers: [.accept: "image/png"])
            #expect(answer.status == 406)
            #expect(try await service.get("/odata/complaints/$count").text == "0")
        }
    }

    @Test func `speaks the client's language`() async throws {
        try await Service.run { service in
            let german = try await service.get(
                "/odata/complants", headers: [.acceptLanguage: "fr;q=0.9, de-CH;q=0.8, en;q=0.1"])
            #expect(german.status == 404 && german.headers[.contentLanguage] == "de")
            #expect(german.errorMessage?.contains("gibt es nicht") == true)
            #expect(german.text.contains("Meinten Sie 'complaints'?"))
            let english = try await service.get("/odata/complants")
            #expect(english.text.contains("Did you mean 'complaints'?"))
        }
    }

    @Test(
        arguments: [
            (#"{"subjct": "x"}"#, 400...422, "subject"), (#"{"subject": 5}"#, 400...422, "subject"),
            (#"{"subject": "x", "claim": "much"}"#, 400...422, "claim"),
            (#"{"subject": "x", "claim": 1.005}"#, 400...422, "claim"),
            (#"{"subject": "x", "claim": -1.00}"#, 422...422, "claim"),
            (#"{"subject": "x", "priority": "hihg"}"#, 400...422, "high"),
            (#"{"claim": 1}"#, 422...422, "subject"),
            (#"{"subject": "x", "customer": "0190f3c2-7d1e-7abc-8def-0123456789ab"}"#, 400...422, "customer"),
            (#"{"subject": "x", "subject": "y"}"#, 400...400, "subject"), ("[1]", 400...400, ""),
            ("{", 400...400, "line 1"),
            (#"{"subject": "x", "weight": 1e400}"#, 400...400, ""), ("", 400...415, ""),
        ] as [(String, ClosedRange<Int>, String)])
    func `names what is wrong with a body`(body: String, statuses: ClosedRange<Int>, mentions: String) async throws {
        try await Service.run { service in
            let answer = try await service.createComplaint(body)
            #expect(statuses.contains(answer.status) && answer.errorCode != nil, "\(answer.status) \(answer.text)")
            #expect(answer.text.contains(mentions), "\(answer.text)")
            #expect(try await service.get("/odata/complaints/$count").text == "0")
        }
    }

    @Test func `bears hostile bodies`() async throws {
        try await Service.run(settings: ServerSettings(port: 0, bodyLimit: 100_000)) { service in
            let deep = try await service.createComplaint(String(repeating: "[", count: 50_000))
            #expect(deep.status == 400)
            let large = try await service.createComplaint(#"{"subject": "\#(String(repeating: "x", count: 200_000))"}"#)
            #expect(large.status == 413 && large.errorCode == "KTR-W111")
            let form = try await service.send(
                .post, "/odata/complaints", json: "subject=x",
                headers: [.contentType: "application/x-www-form-urlencoded"])
            #expect(form.status == 415 && form.errorCode == "KTR-W112")
        }
    }

    @Test(
        arguments: [
            (.get, "/odata/complaints(17)", 400), (.get, "/odata/complaints('x')", 400), (.get, "/odata/nothing", 404),
            (.get, "/odata/complaints(0190f3c2-7d1e-7abc-8def-0123456789ab)", 404),
            (.get, "/odata/complaints(0190f3c2-7d1e-7abc-8def-0123456789ab)/a/b/c", 404),
            (.put, "/odata/complaints", 405), (.delete, "/odata/complaints", 405), (.post, "/odata", 405),
            (.put, "/odata/complaints(0190f3c2-7d1e-7abc-8def-0123456789ab)", 405), (.post, "/odata/$batch", 501),
            (.get, "/odata/%2e%2e/health", 404), (.get, "/odata/complaints%00", 404),
        ] as [(HTTPRequest.Method, String, Int)])
    func `answers odd addresses with the right status`(method: HTTPRequest.Method, path: String, status: Int)
        async throws
    {
        try await Service.run { service in
            let answer = try await service.send(method, path)
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.errorCode != nil)
            #expect(answer.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        }
    }

    @Test func `answers what is no address of the service as a problem`() async throws {
        try await Service.run { service in
            let answer = try await service.get("/nothing", headers: [.acceptLanguage: "de"])
            #expect(answer.status == 404 && answer.headers[.contentType] == "application/problem+json")
            #expect(answer["code"] == .text("KTR-W115") && answer["status"] == .integer(404))
            #expect(answer["title"] == .text("Unter dieser Adresse ist nichts"))
        }
    }

    @Test func `takes nothing that changes something from a page of another site, signed in or not`() async throws {
        try await Service.run { service in
            let headers: HTTPFields = [.origin: "https://evil.example"]
            let answer = try await service.send(.post, "/sign-in", as: nil, json: "{}", headers: headers)
            #expect(answer.status == 403 && answer["code"] == .text("KTR-W116"))
            let own = try await service.send(
                .post, "/sign-in", as: nil, json: "{}", headers: [.origin: "http://localhost"])
            #expect(own.status == 404)
        }
    }

    @Test func `keeps the client's trace id`() async throws {
        try await Service.run { service in
            let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
            let header = HTTPField.Name.traceparent
            let answer = try await service.get("/odata/x", headers: [header: "00-\(trace)-00f067aa0ba902b7-01"])
            #expect(answer.json["error"]?["innererror"]?["trace"] == .text(trace))
        }
    }

    @Test func `tells whether it is well, without a sign-in`() async throws {
        try await Service.run { service in
            let answer = try await service.get("/health", as: nil)
            #expect(answer.status == 200 && answer["status"] == .text("ok") && answer["database"] == .text("ok"))
            for part in ["writing", "reading", "checkpoints", "timers"] {
                #expect(answer[part]?["status"] == .text("ok"), "\(part)")
            }
        }
    }

    @Test func `has a health page that tells what fails, without what is nobody's business`() async throws {
        try await Service.run { service in
            _ = try await service.records.store.write { try $0.integer(SQLFragment("PRAGMA max_page_count = 10")) }
            var status = 201
            for _ in 0..<500 where status == 201 { status = try await service.createComplaint().status }
            #expect(status == 503)
            let answer = try await service.get("/health", as: nil)
            #expect(answer.status == 503 && answer["status"] == .text("failing"))
            #expect(answer["writing"]?["code"] == .text("KTR-S106"))
            #expect(answer["writing"]?["reason"] == .text("The disk is full"))
            #expect(!answer.text.contains("SQLite") && !answer.text.contains(".sqlite"))
            #expect(try await service.get("/odata/complaints").status == 200)
        }
    }
}

extension String {
    /// The text without what is different in every answer: trace ids and places in a text.
    fileprivate var withoutTrace: String {
        replacing(/"(trace|traceId|request)":"[^"]*"/, with: "")
    }
}
