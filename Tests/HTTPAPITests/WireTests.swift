import HTTPServing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing

@Suite struct `On the wire` {
    @Test(arguments: [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", "Content-Length: -1\r\n\r\n",
        "Content-Length: 1,1\r\n\r\na",
        "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "X-Folded: a\r\n b\r\n\r\n", "Bad Name: a\r\n\r\n", "X-Null: a\u{0}b\r\n\r\n",
    ])
    func `refuses what two servers might read differently, and closes`(rest: String) async throws {
        try await Service.run(.live) { service in
            let port = try #require(service.client.port)
            let token = try #require(service.tokens["manager"])
            let head = "POST /odata/complaints HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n"
            let answer = try #require(
                await Wire.exchange(port: port, head + "Content-Type: application/json\r\n" + rest))
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
            #expect(!answer.contains("HTTP/1.1 200"), "\(answer)")
            #expect(try await service.get("/odata/complaints/$count").text == "0")
        }
    }

    @Test(arguments: [
        "GET /health HTT", "POST /odata/complaints HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{", "",
    ])
    func `closes a connection whose request does not come to its end`(begin: String) async throws {
        let settings = ServerSettings(
            port: 0, requestDeadline: .milliseconds(200), firstRequestTimeout: .milliseconds(200))
        try await Service.run(.live, settings: settings) { service in
            let port = try #require(service.client.port)
            #expect(await Wire.exchange(port: port, begin) != nil)
        }
    }

    @Test(arguments: [
        "GET /health HTTP/1.1\r\n\r\n", "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a/b\r\n\r\n", "GET /health HTTP/1.1\r\nHost: user@a\r\n\r\n",
    ])
    func `refuses a request that does not say once which host it is for`(request: String) async throws {
        try await Service.run(.live) { service in
            let port = try #require(service.client.port)
            let answer = try #require(await Wire.exchange(port: port, request))
            #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("KTR-W501"), "\(answer)")
        }
    }

    @Test func `answers old load balancers, which name no host`() async throws {
        try await Service.run(.live) { service in
            let port = try #require(service.client.port)
            let answer = try #require(
                await Wire.exchange(port: port, "GET /health HTTP/1.0\r\nConnection: close\r\n\r\n"))
            #expect(answer.contains(" 200 OK"), "\(answer)")
        }
    }

    @Test func `tells a client that waits for it to send its body, and a stranger nothing of the kind`() async throws {
        try await Service.run(.live) { service in
            let port = try #require(service.client.port)
            let token = try #require(service.tokens["manager"])
            let body = #"{"subject": "Wrong bill"}"#
            let head =
                "POST /odata/complaints HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n"
            let known = try #require(
                await Wire.exchange(port: port, head + "Authorization: Bearer \(token)\r\n\r\n", thenSending: body))
            #expect(known.hasPrefix("HTTP/1.1 100 Continue\r\n"), "\(known)")
            #expect(known.contains("\r\n\r\nHTTP/1.1 201 "), "\(known)")
            let stranger = try #require(await Wire.exchange(port: port, head + "\r\n"))
            #expect(stranger.hasPrefix("HTTP/1.1 401 "), "\(stranger)")
        }
    }

    @Test func `closes the connection that is idle for longest when an address has too many`() async throws {
        // No other limit closes them. The connection that the service's client holds is one of those that may be closed.
        var settings = Service.patient
        settings.maximumConnectionsOfAddress = 3
        try await Service.run(.live, settings: settings) { service in
            let port = try #require(service.client.port)
            let silent = (0..<4).compactMap { _ in Wire.open(port: port, "GET /hea") }
            defer { silent.forEach(Wire.close) }
            #expect(silent.count == 4)
            let closed = await Wire.closed(of: silent)
            #expect((1...3).contains(closed))
            let answer = try #require(
                await Wire.exchange(port: port, "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
            #expect(answer.contains(" 200 OK"), "\(answer)")
        }
    }

    @Test func `says which address another program holds`() async throws {
        try await Service.run(.live) { service in
            let settings = ServerSettings(port: try #require(service.client.port))
            let second = HTTPServer(
                settings: settings, authenticator: service.authenticator, faces: [], logger: service.logger)
            let error = await #expect(throws: (any Error).self) { try await second.application().run() }
            let start = try #require(error.flatMap { ServerStartError($0, settings: settings) })
            #expect(start.diagnostic.code == "KTR-W101")
            #expect(start.description.contains("127.0.0.1:\(settings.port)") && start.diagnostic.hint != nil)
        }
    }

    @Test func `answers over a real connection`() async throws {
        try await Service.run(.live) { service in
            let created = try await service.createComplaint()
            #expect(created.status == 201)
            #expect(created.headers[.location]?.contains("localhost") == true)
            #expect(try await service.get("/odata/complaints(\(created.id))").text == created.text)
        }
    }
}
