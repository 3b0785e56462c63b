import HTTPTypes
import Model
import Testing

@Suite struct `Sending a record` {
    private static let missing = "0190f3c2-7d1e-7abc-8def-0123456789ab"

    @Test func `that was read changes what is changed in it and nothing else`() async throws {
        try await Service.run { service in
            let made = try await service.createComplaint(
                #"{"subject": "Old", "claim": 1.50, "due_at": "2026-01-05T10:00:00.0000000Z"}"#)
            for headers in [[:], [.odataMaxVersion: "4.0"], [.accept: "application/json;odata.metadata=none"]]
                as [HTTPFields]
            {
                let path = "/odata/complaints(\(made.id))"
                let read = try await service.get(path, headers: headers)
                guard case .object(var members) = read.json else { throw CancellationError() }
                let subject = "New \(headers.count) \(members.count)"
                for index in members.indices where members[index].name == "subject" {
                    members[index].value = .text(subject)
                }
                let answer = try await service.send(
                    .patch, path, json: DataValue.object(members).jsonText, headers: headers)
                #expect(answer.status == 200 && answer["subject"] == .text(subject), "\(answer.text)")
                #expect(answer["claim"] == read["claim"] && answer["number"] == read["number"])
                #expect(answer["status"] == .text("received") && answer["created_at"] == read["created_at"])
            }
        }
    }

    @Test func `made by a library that names every property takes defaults where there is null`() async throws {
        try await Service.run { service in
            let answer = try await service.createComplaint(
                #"""
                {"id": null, "revision": null, "created_at": null, "created_by": null, "updated_at": null,
                 "number": null, "status": null, "subject": "x", "claim": null, "customer": null, "customer_record": null,
                 "@odata.type": "#Kontor.complaint", "claim@odata.type": "#Decimal", "weight@odata.type": "#Int32"}
                """#)
            #expect(answer.status == 201 && answer["number"] == .text("C-2026-00001"), "\(answer.text)")
            let visit = try await service.send(
                .post, "/odata/visits", as: "surveyor", json: #"{"fee": 1, "fee_currency": null, "tags": null}"#)
            #expect(visit.text.contains(#""fee_currency":"EUR""#) && visit.text.contains(#""tags":[]"#))
        }
    }

    @Test(arguments: [
        "accounts(ID)", "accounts/ID", "accounts(id=ID)", "/odata/accounts(ID)", "http://localhost/odata/accounts(ID)",
        "https://LOCALHOST/odata/accounts(ID)",
    ])
    func `names other records as addresses of this service`(form: String) async throws {
        try await Service.run { service in
            let account = try await service.send(.post, "/odata/accounts", json: #"{"name": "A"}"#)
            let address = form.replacing("ID", with: account.id)
            for member in [
                #""customer_record@odata.bind": "\#(address)""#, #""customer_record@bind": "\#(address)""#,
                #""customer@odata.bind": "\#(address)""#, #""customer_record": {"@id": "\#(address)"}"#,
                #""customer_record": {"@odata.id": "\#(address)"}"#,
            ] {
                let answer = try await service.createComplaint(#"{"subject": "x", \#(member)}"#)
                #expect(answer.status == 201 && answer["customer"] == .text(account.id), "\(member): \(answer.text)")
                let path = "/odata/complaints(\(answer.id))"
                let emptied = try await service.send(.patch, path, json: #"{"customer_record": null}"#)
                #expect(emptied.status == 200 && emptied["customer"] == .null)
            }
        }
    }

    @Test(arguments: [
        (#""customer_record@odata.bind": "complaints(ID)""#, "KTR-W622"),
        (#""customer_record@odata.bind": "nothing(ID)""#, "KTR-W622"),
        (#""customer_record@odata.bind": "http://other.example/odata/accounts(ID)""#, "KTR-W622"),
        (#""customer_record@odata.bind": "ftp://localhost/odata/accounts(ID)""#, "KTR-W622"),
        (#""customer_record@odata.bind": "//other.example/odata/accounts(ID)""#, "KTR-W622"),
        (#""customer_record@odata.bind": "http://localhost/accounts(ID)""#, "KTR-W622"),
        (#""customer_record@odata.bind": "accounts(ID)/complaints""#, "KTR-W622"),
        (#""customer_record@odata.bind": "ID""#, "KTR-W213"), (#""customer_record@odata.bind": 7"#, "KTR-W213"),
        (#""customer_record": {"@id": "complaints(ID)"}"#, "KTR-W622"),
        (#""customer": "ID", "customer_record@odata.bind": "accounts(ID)""#, "KTR-W624"),
        (##""@odata.type": "#Kontor.account""##, "KTR-W625"), (##""@type": "#account""##, "KTR-W625"),
        (##""claim@odata.type": "#String""##, "KTR-W625"), (#""@odata.id": "accounts(ID)""#, "KTR-W622"),
        (#""claim": "12.50""#, "KTR-W623"), (#""weight": "7""#, "KTR-W623"), (#""urgent": "true""#, "KTR-W623"),
        (#""nothing@odata.bind": "accounts(ID)""#, "KTR-R220"),
    ])
    func `is refused where it says to be, or names, something else`(member: String, code: String) async throws {
        try await Service.run { service in
            let account = try await service.send(.post, "/odata/accounts", json: #"{"name": "A"}"#)
            let answer = try await service.createComplaint(
                #"{"subject": "x", \#(member.replacing("ID", with: account.id))}"#)
            #expect([400, 422].contains(answer.status) && answer.text.contains(code), "\(answer.text)")
            #expect(try await service.get("/odata/complaints/$count").text == "0")
        }
    }

    @Test(arguments: [
        #""complaints@delta": []"#, #""complaints@odata.delta": []"#, ##""@removed": {"reason": "deleted"}"##,
    ])
    func `is refused where it asks for a delta, which would not be done`(member: String) async throws {
        try await Service.run { service in
            let answer = try await service.send(.post, "/odata/accounts", json: #"{"name": "A", \#(member)}"#)
            #expect(answer.status == 501 && answer.errorCode == "KTR-W221", "\(answer.text)")
            #expect(try await service.get("/odata/accounts/$count").text == "0")
        }
    }

    @Test func `may have numbers as texts where it says so`() async throws {
        try await Service.run { service in
            let answer = try await service.send(
                .post, "/odata/complaints", json: #"{"subject": "x", "claim": "12.50", "weight": "9007199254740993"}"#,
                headers: [
                    .contentType: "application/json;IEEE754Compatible=true",
                    .accept: "application/json;IEEE754Compatible=true",
                ])
            #expect(answer.status == 201 && answer["claim"] == .text("12.50"), "\(answer.text)")
            #expect(answer["weight"] == .text("9007199254740993") && answer["revision"] == .text("1"))
            let list = try await service.get(
                "/odata/complaints?$count=true", headers: [.accept: "application/json;IEEE754Compatible=true"])
            #expect(list["@odata.count"] == .text("1"))
            let history = try await service.get(
                "/odata/complaints(\(answer.id))/history", headers: [.accept: "application/json;IEEE754Compatible=true"]
            )
            #expect(history.list.first?["revision"] == .text("1"))
            #expect(history.text.contains(#""after":"12.50""#))
        }
    }

    @Test(arguments: [
        #"{"subject": "x", "customer_record": {"name": "A"}}"#, #"{"subject": "x", "customer_record": {}}"#,
    ])
    func `with records inside it is not implemented`(body: String) async throws {
        try await Service.run { service in
            #expect(try await service.createComplaint(body).status == 501)
            let list = try await service.send(.post, "/odata/accounts", json: #"{"name": "A", "complaints": []}"#)
            #expect(list.status == 501)
        }
    }

    @Test(
        arguments: [
            ("application/json;charset=iso-8859-1", nil), ("text/json", nil), ("application/json", "gzip"),
        ] as [(String, String?)])
    func `in a form that is not read is refused`(type: String, coding: String?) async throws {
        try await Service.run { service in
            var headers: HTTPFields = [.contentType: type]
            if let coding { headers[.contentEncoding] = coding }
            let answer = try await service.send(
                .post, "/odata/complaints", json: #"{"subject": "x"}"#, headers: headers)
            #expect(answer.status == 415, "\(answer.text)")
        }
    }

    @Test func `tells all that is wrong with it at once`() async throws {
        try await Service.run { service in
            _ = try await service.send(.post, "/odata/accounts", json: #"{"name": "Taken"}"#)
            let answer = try await service.createComplaint(
                #"""
                {"claim": -5.00, "weight": "7", "priority": "hihg", "received_on": "x", "due_at": "y",
                 "reporter_email": "no mail", "customer_record@odata.bind": "complaints(\#(Self.missing))"}
                """#)
            var named = [answer.json["error"] ?? .null]
            if case .list(let details)? = answer.json["error"]?["details"] { named += details }
            let targets = Set(named.compactMap { $0["target"] })
            #expect(answer.status == 400)
            #expect(
                targets
                    == Set(
                        [
                            "claim", "weight", "priority", "received_on", "due_at", "reporter_email", "customer",
                            "subject",
                        ].map { DataValue.text($0) }), "\(answer.text)")
            let other = try await service.send(.post, "/odata/accounts", json: #"{"name": "Taken", "revenue": 1.005}"#)
            #expect(other.text.contains("KTR-R110") && other.text.contains("KTR-R208"), "\(other.text)")
        }
    }

    @Test func `is told of some of many thousand mistakes, and how many more there are`() async throws {
        try await Service.run { service in
            let members = (0..<5000).map { #""unknown\#($0)": 1"# }.joined(separator: ",")
            let answer = try await service.createComplaint("{\(members)}")
            #expect(answer.status == 400 && answer.text.utf8.count < 65_536)
            guard case .integer(let untold)? = answer.json["error"]?["innererror"]?["untold"],
                case .list(let details)? = answer.json["error"]?["details"]
            else {
                Issue.record("\(answer.text.prefix(300))")
                return
            }
            // All of them, and the subject that is missing.
            #expect(Int(untold) + details.count + 1 == 5001)
            let long = String(repeating: "x", count: 200_000)
            let one = try await service.createComplaint(#"{"subject": "x", "\#(long)": 1}"#)
            #expect(one.status == 400 && one.text.utf8.count < 20_000)
        }
    }
}
