import HTTPTypes
import Model
import TestSupport
import Testing

@Suite struct `Conditional requests` {
    @Test func `take any of several tags`() async throws {
        try await Service.run { service in
            let path = "/odata/complaints(\(try await service.createComplaint().id))"
            let first = try await service.send(
                .patch, path, json: #"{"weight": 1}"#, headers: [.ifMatch: "W/\"99\", W/\"1\""])
            #expect(first.status == 200 && first.headers[.eTag] == "W/\"2\"")
            let neither = try await service.send(
                .patch, path, json: #"{"weight": 2}"#, headers: [.ifMatch: "W/\"99\", W/\"1\""])
            #expect(neither.status == 412)
            for header in ["W/1", "\"2", "W/\"2\" \"3\"", ","] {
                let answer = try await service.send(.patch, path, json: #"{"weight": 3}"#, headers: [.ifMatch: header])
                #expect(answer.status == 400 && answer.errorCode == "KTR-W214", "\(header)")
            }
            let read = try await service.get(path, headers: [.ifNoneMatch: "W/\"1\", \"2\""])
            #expect(read.status == 304)
            #expect(try await service.get(path, headers: [.ifMatch: "W/\"1\""]).status == 412)
            #expect(try await service.get(path, headers: [.ifMatch: "W/\"2\""]).status == 200)
        }
    }

    @Test(arguments: [("*", 412), ("W/\"1\"", 412), ("W/\"0\", W/\"1\"", 412), ("W/\"7\"", 200)])
    func `do nothing to what must not be there`(tags: String, status: Int) async throws {
        try await Service.run { service in
            let path = "/odata/complaints(\(try await service.createComplaint().id))"
            for (method, address, body) in [
                (.patch, path, #"{"weight": 1}"#), (.post, path + "/Kontor.accept", "{}"),
            ] as [(HTTPRequest.Method, String, String)] {
                let answer = try await service.send(method, address, json: body, headers: [.ifNoneMatch: tags])
                #expect(answer.status == status, "\(answer.text)")
            }
            if status == 412 {
                #expect(try await service.send(.delete, path, headers: [.ifNoneMatch: tags]).status == 412)
                #expect(try await service.get(path)["revision"] == .integer(1))
            }
            let missing = "/odata/complaints(0190f3c2-7d1e-7abc-8def-0123456789ab)"
            let answer = try await service.send(.patch, missing, json: "{}", headers: [.ifNoneMatch: tags])
            #expect(answer.status == 404)
        }
    }

    @Test(arguments: [
        (HTTPField.Name.ifNoneMatch, "W/\"2\"", "W/\"3\""),
        (.ifUnmodifiedSince, "Sun, 06 Nov 2039 08:49:37 GMT", "Mon, 07 Nov 2039 08:49:37 GMT"),
        (.ifMatch, "*", "W/\"2\""),
    ])
    func `belong to the request that an idempotency key names`(
        name: HTTPField.Name, value: String, other: String
    ) async throws {
        try await Service.run { service in
            let path = "/odata/complaints(\(try await service.createComplaint().id))"
            func change(_ headers: HTTPFields) async throws -> Answer {
                var headers = headers
                headers[.idempotencyKey] = "k"
                return try await service.send(.patch, path, json: #"{"weight": 1}"#, headers: headers)
            }
            #expect(try await change([name: value]).status == 200)
            // What was done is told again, though the condition is not met by what it made.
            let again = try await change([name: value])
            #expect(again.status == 200 && again["revision"] == .integer(2), "\(again.text)")
            #expect(try await change([name: other]).errorCode == "KTR-R210")
            #expect(try await change([:]).errorCode == "KTR-R210")
        }
    }

    @Test func `of a file are looked at after what was done before under the same key`() async throws {
        try await Service.run { service in
            let made = try await service.send(.post, "/odata/exhibits", json: #"{"subject": "A"}"#)
            let path = "/odata/exhibits(\(made.id))/letter"
            func put(_ byte: UInt8, _ headers: HTTPFields) async throws -> Answer {
                var headers = headers
                headers[.contentType] = "text/plain"
                return try await service.send(.put, path, bytes: [byte], headers: headers)
            }
            let tag = try #require(try await put(65, [:]).headers[.eTag])
            #expect(try await put(66, [.ifMatch: tag, .idempotencyKey: "k"]).status == 204)
            #expect(try await put(66, [.ifMatch: tag, .idempotencyKey: "k"]).status == 204)
            #expect(try await put(67, [.ifMatch: tag, .idempotencyKey: "other"]).status == 412)
            #expect(try await put(67, [.ifMatch: tag]).status == 412)
            #expect(try await service.get(path).text == "B")
        }
    }

    @Test func `know when a record was written`() async throws {
        try await Service.run { service in
            let path = "/odata/complaints(\(try await service.createComplaint().id))"
            // While the second lasts, the record may be written again in it.
            #expect(try await service.get(path).headers[.lastModified] == nil)
            service.clock.advance(by: .seconds(5))
            let date = try #require(try await service.get(path).headers[.lastModified])
            #expect(date.hasSuffix(" GMT"))
            let known = try await service.get(path, headers: [.ifModifiedSince: date])
            #expect(known.status == 304 && known.text.isEmpty)
            for other in [
                "Sun, 06 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sunday, 06-Nov-94 08:49:37 GMT", "x",
            ] {
                #expect(try await service.get(path, headers: [.ifModifiedSince: other]).status == 200, "\(other)")
                let isDate = other != "x"
                let answer = try await service.send(
                    .patch, path, json: #"{"weight": 1}"#,
                    headers: [.ifUnmodifiedSince: other, .prefer: "return=minimal"])
                #expect(answer.status == (isDate ? 412 : 204), "\(other)")
            }
            // The tag goes before the date.
            let both = try await service.get(path, headers: [.ifNoneMatch: "W/\"9\"", .ifModifiedSince: date])
            #expect(both.status == 200)
        }
    }

    @Test func `put a file only where there is none`() async throws {
        try await Service.run { service in
            let made = try await service.send(.post, "/odata/exhibits", json: #"{"subject": "A"}"#)
            let path = "/odata/exhibits(\(made.id))/letter"
            func put(_ byte: UInt8, _ condition: HTTPField.Name, _ tags: String) async throws -> Answer {
                try await service.send(
                    .put, path, bytes: [byte], headers: [.contentType: "text/plain", condition: tags])
            }
            let first = try await put(65, .ifNoneMatch, "*")
            #expect(first.status == 204, "\(first.text)")
            let tag = try #require(first.headers[.eTag])
            #expect(try await put(66, .ifNoneMatch, "*").status == 412)
            #expect(try await put(66, .ifMatch, "\"x\", \(tag)").status == 204)
            #expect(try await put(67, .ifMatch, "\"x\", \(tag)").status == 412)
            #expect(try await service.get(path).text == "B")
        }
    }
}
