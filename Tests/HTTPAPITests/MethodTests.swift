import HTTPTypes
import Model
import Testing

@Suite struct `Methods of an address` {
    private static let missing = "0190f3c2-7d1e-7abc-8def-0123456789ab"

    @Test(arguments: [
        ("/odata", "GET, HEAD, OPTIONS", HTTPRequest.Method.post),
        ("/odata/$metadata", "GET, HEAD, OPTIONS", .put), ("/odata/complaints", "GET, HEAD, POST, OPTIONS", .delete),
        ("/odata/complaints/$count", "GET, HEAD, OPTIONS", .post),
        ("/odata/complaints(\(missing))", "GET, HEAD, PATCH, DELETE, OPTIONS", .put),
        ("/odata/complaints(\(missing))/history", "GET, HEAD, OPTIONS", .delete),
        ("/odata/complaints(\(missing))/customer_record", "GET, HEAD, OPTIONS", .patch),
        ("/odata/accounts(\(missing))/complaints", "GET, HEAD, OPTIONS", .post),
        ("/odata/accounts(\(missing))/complaints/$count", "GET, HEAD, OPTIONS", .trace),
        ("/odata/complaints(\(missing))/Kontor.accept", "POST, OPTIONS", .get),
        ("/odata/exhibits(\(missing))/letter", "GET, HEAD, PUT, DELETE, OPTIONS", .post),
        ("/odata/exhibits/letter", "POST, OPTIONS", .get), ("/health", "GET, HEAD, OPTIONS", .post),
    ])
    func `are told to whoever asks, and to whoever uses another`(
        path: String, allowed: String, other: HTTPRequest.Method
    ) async throws {
        try await Service.run { service in
            let options = try await service.send(.options, path)
            #expect(options.status == 204 && options.headers[.allow] == allowed, "\(options.status) \(options.headers)")
            let refused = try await service.send(other, path)
            #expect(refused.status == 405 && refused.headers[.allow] == allowed, "\(refused.text)")
            #expect(refused.text.contains("KTR-W113"))
        }
    }

    @Test func `are none where there is nothing`() async throws {
        try await Service.run { service in
            for path in ["/nothing", "/odata/nothing", "/odata/complaints(\(Self.missing))/nothing"] {
                for method in [.options, .delete, .get] as [HTTPRequest.Method] {
                    #expect(try await service.send(method, path).status == 404, "\(method) \(path)")
                }
            }
        }
    }

    @Test(arguments: [
        "/odata/$all", "/odata/$entity?$id=x", "/odata/$crossjoin(complaints,accounts)", "/odata/complaints/$query",
        "/odata/complaints/$each", "/odata/complaints(\(missing))/$ref", "/odata/complaints(\(missing))/subject",
        "/odata/complaints(\(missing))/subject/$value", "/odata/accounts(name='x')",
        "/odata/complaints(\(missing))/customer_record/name", "/odata/accounts(\(missing))/complaints(\(missing))x/y",
        "/odata/$batch", "/odata/complaints?$expand=customer_record", "/odata/complaints?$apply=aggregate(claim)",
        "/odata/complaints?$compute=1%20as%20x", "/odata/complaints?$deltatoken=1", "/odata/complaints?@p=1",
        "/odata/complaints?$filter=cast(weight,Edm.String)%20eq%20'1'",
    ])
    func `are not implemented where the standard has more than the service`(path: String) async throws {
        try await Service.run { service in
            let answer = try await service.get(path)
            let isKnown = !path.contains(")x/y")
            #expect(answer.status == (isKnown ? 501 : 404), "\(answer.text)")
            #expect(answer.errorCode != nil)
        }
    }

    @Test func `are refused to pages of other sites whatever the credentials`() async throws {
        try await Service.run { service in
            let basic = "Basic YWdlbnQ6Y29ycmVjdCBob3JzZSBiYXR0ZXJ5"
            for (role, authorization) in [("agent", nil), (nil, basic)] as [(String?, String?)] {
                for foreign in [
                    [.origin: "http://other.example"], [.origin: "null"],
                    [HTTPField.Name("Sec-Fetch-Site") ?? .origin: "cross-site"],
                ] as [HTTPFields] {
                    var headers = foreign
                    if let authorization { headers[.authorization] = authorization }
                    let answer = try await service.send(
                        .post, "/odata/complaints", as: role, json: #"{"subject": "x"}"#, headers: headers)
                    #expect(answer.status == 403 && answer.errorCode == "KTR-W116")
                }
                var headers: HTTPFields = [:]
                if let authorization { headers[.authorization] = authorization }
                let program = try await service.send(
                    .post, "/odata/complaints", as: role, json: #"{"subject": "x"}"#, headers: headers)
                #expect(program.status == 201, "\(program.text)")
            }
        }
    }

    @Test func `ask for a password as well as for a token, but not in a browser's script`() async throws {
        try await Service.run { service in
            let answer = try await service.get("/odata/complaints", as: nil)
            let offered = answer.headers[values: .wwwAuthenticate]
            #expect(
                answer.status == 401 && offered.contains { $0.hasPrefix("Basic") }
                    && offered.contains { $0.hasPrefix("Bearer") })
            let mode = try #require(HTTPField.Name("Sec-Fetch-Mode"))
            let script = try await service.get("/odata/complaints", as: nil, headers: [mode: "cors"])
            #expect(script.headers[values: .wwwAuthenticate].allSatisfy { $0.hasPrefix("Bearer") })
        }
    }

    @Test func `tell when to come again after too many wrong passwords`() async throws {
        try await Service.run { service in
            var last: Answer?
            for _ in 0..<7 {
                last = try await service.get(
                    "/odata", as: nil, headers: [.authorization: "Basic YWdlbnQ6d3Jvbmc="])
            }
            let refused = try #require(last)
            #expect(refused.status == 429 && refused.headers[.retryAfter].flatMap { Int($0) } ?? 0 > 0)
        }
    }
}
