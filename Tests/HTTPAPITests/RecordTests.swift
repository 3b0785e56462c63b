import HTTPTypes
import Model
import Testing

@Suite struct `Writing and reading one record` {
    @Test func `creates a record and tells where it is`() async throws {
        try await Service.run { service in
            let answer = try await service.createComplaint(
                #"""
                {"subject": "Wrong \"bill\" ä😀", "claim": 12.50, "weight": 9007199254740993, "urgent": true,
                 "received_on": "2026-01-02", "due_at": "2026-01-05T10:00:00+01:00", "priority": "high",
                 "reporter_email": "eva@example.org"}
                """#)
            #expect(answer.status == 201)
            #expect(answer.headers[.location]?.hasSuffix("/odata/complaints(\(answer.id))") == true)
            #expect(answer.headers[.eTag] == "W/\"1\"")
            #expect(answer["@odata.context"] == .text("http://localhost/odata/$metadata#complaints/$entity"))
            #expect(answer["subject"] == .text("Wrong \"bill\" ä😀"))
            #expect(answer.text.contains(#""claim":12.50"#))
            #expect(answer["weight"] == .integer(9_007_199_254_740_993))
            #expect(answer["urgent"] == .boolean(true))
            #expect(answer["received_on"] == .text("2026-01-02"))
            #expect(answer["due_at"] == .text("2026-01-05T09:00:00Z"))
            #expect(answer["number"] == .text("C-2026-00001"))
            #expect(answer["status"] == .text("received"))
            #expect(answer["customer"] == .null)
            for path in [
                "/odata/complaints(\(answer.id))", "/odata/complaints/\(answer.id)",
                "/odata/complaints(id=\(answer.id))",
            ] {
                let read = try await service.get(path)
                #expect(read.status == 200 && read.text == answer.text)
            }
            let head = try await service.send(.head, "/odata/complaints(\(answer.id))")
            #expect(head.status == 200 && head.text.isEmpty && head.headers[.eTag] == "W/\"1\"")
        }
    }

    @Test func `leaves the record out of the answer where the client does without`() async throws {
        try await Service.run { service in
            let minimal: HTTPFields = [.prefer: "return=minimal"]
            let answer = try await service.send(
                .post, "/odata/complaints", json: #"{"subject": "x"}"#, headers: minimal)
            #expect(answer.status == 204 && answer.text.isEmpty)
            #expect(answer.headers[.location] != nil)
            #expect(answer.headers[.preferenceApplied] == "return=minimal")
        }
    }

    @Test func `changes the named attributes and no others`() async throws {
        try await Service.run { service in
            let created = try await service.createComplaint(#"{"subject": "Old", "claim": 1.00}"#)
            let path = "/odata/complaints(\(created.id))"
            let changed = try await service.send(.patch, path, json: #"{"subject": "New"}"#)
            #expect(changed.status == 200 && changed.headers[.eTag] == "W/\"2\"")
            #expect(changed["subject"] == .text("New"))
            #expect(changed.text.contains(#""claim":1.00"#))
            let emptied = try await service.send(.patch, path, json: #"{"claim": null}"#)
            #expect(emptied["claim"] == .null)
        }
    }

    @Test func `refuses what is based on another revision`() async throws {
        try await Service.run { service in
            let created = try await service.createComplaint()
            let path = "/odata/complaints(\(created.id))"
            for tag in ["W/\"1\"", "\"2\"", "*"] {
                let answer = try await service.send(.patch, path, json: #"{"weight": 1}"#, headers: [.ifMatch: tag])
                #expect(answer.status == 200, "\(tag): \(answer.text)")
                if tag == "W/\"1\"" { continue }
            }
            for tag in ["W/\"1\"", "\"nonsense\"", "W/\"99\""] {
                let answer = try await service.send(.patch, path, json: #"{"weight": 7}"#, headers: [.ifMatch: tag])
                #expect(answer.status == 412, "\(tag): \(answer.text)")
                let deleted = try await service.send(.delete, path, headers: [.ifMatch: tag])
                #expect(deleted.status == 412)
            }
        }
    }

    @Test func `saves sending what the client already has`() async throws {
        try await Service.run { service in
            let created = try await service.createComplaint()
            let path = "/odata/complaints(\(created.id))"
            let known = try await service.get(path, headers: [.ifNoneMatch: "W/\"1\""])
            #expect(known.status == 304 && known.text.isEmpty && known.headers[.eTag] == "W/\"1\"")
            let other = try await service.get(path, headers: [.ifNoneMatch: "W/\"2\""])
            #expect(other.status == 200)
        }
    }

    @Test func `deletes a record`() async throws {
        try await Service.run { service in
            let created = try await service.createComplaint()
            let path = "/odata/complaints(\(created.id))"
            #expect(try await service.send(.delete, path).status == 204)
            #expect(try await service.get(path).status == 404)
            #expect(try await service.send(.delete, path).status == 404)
        }
    }

    @Test func `does a write once, however often it is sent with one key`() async throws {
        try await Service.run { service in
            let key: HTTPFields = [.idempotencyKey: "order-17"]
            let first = try await service.send(.post, "/odata/complaints", json: #"{"subject": "x"}"#, headers: key)
            let again = try await service.send(.post, "/odata/complaints", json: #"{"subject": "x"}"#, headers: key)
            #expect(first.status == 201 && again.status == 201 && first.id == again.id)
            #expect(try await service.get("/odata/complaints/$count").text == "1")
        }
    }

    @Test func `sends events to the chart, with the body as their data`() async throws {
        try await Service.run { service in
            let created = try await service.createComplaint()
            let path = "/odata/complaints(\(created.id))"
            let possible = try await service.get(path + "/Kontor.events()", headers: [.acceptLanguage: "de-AT"])
            #expect(possible.list.first?["name"] == .text("accept"))
            #expect(possible.list.first?["label"] == .text("Annehmen"))
            #expect(try await service.get(path + "/Kontor.timers()").list.isEmpty)
            let accepted = try await service.send(.post, path + "/Kontor.accept", json: #"{"weight": 4}"#)
            #expect(
                accepted.status == 200 && accepted["status"] == .text("accepted") && accepted["weight"] == .integer(4))
            let closed = try await service.send(.post, path + "/Kontor.close()")
            #expect(closed["status"] == .text("closed"))
            let again = try await service.send(.post, path + "/Kontor.accept")
            #expect(again.status == 409 && again.errorCode == "KTR-C301")
            let history = try await service.get(path + "/history")
            #expect(history.list.count == 3)
            #expect(history.list.first?["transition"]?["to"] == .text("closed"))
            #expect(history.list.first?["channel"] == .text("api"))
            #expect(try await service.send(.get, path + "/Kontor.accept").status == 405)
        }
    }

    @Test func `follows lookups in both directions`() async throws {
        try await Service.run { service in
            let account = try await service.send(.post, "/odata/accounts", json: #"{"name": "Muster AG"}"#)
            let bound = try await service.createComplaint(
                #"{"subject": "a", "customer_record@odata.bind": "accounts(\#(account.id))"}"#)
            #expect(bound["customer"] == .text(account.id))
            _ = try await service.createComplaint(#"{"subject": "b"}"#)
            let target = try await service.get("/odata/complaints(\(bound.id))/customer_record")
            #expect(target["name"] == .text("Muster AG"))
            let list = try await service.get("/odata/accounts(\(account.id))/complaints?$select=subject")
            #expect(list.list.compactMap { $0["subject"] } == [.text("a")])
            #expect(try await service.send(.delete, "/odata/accounts(\(account.id))").status == 409)
        }
    }
}
