import HTTPTypes
import Model
import Testing

@Suite struct `Choosing the form of an answer` {
    @Test(
        arguments: [
            (nil, true), ("", true), ("*/*", true), ("application/json", false), ("application/xml", true),
            ("text/xml", true),
            ("application/json;q=0.1,application/xml", true), ("application/json;q=0.5, application/xml;q=0.9", true),
            ("application/xml;q=0.2, application/json", false), ("application/json, application/xml", true),
            ("application/xml;q=0, */*", false), ("application/*;q=0.5, application/json", false),
            ("image/png, */*;q=0.1", true),
            // What Power Query sends.
            (
                "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,"
                    + "application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7",
                true
            ),
        ] as [(String?, Bool)])
    func `weighs what the client takes for the metadata`(accept: String?, isXML: Bool) async throws {
        try await Service.run { service in
            let answer = try await service.get("/odata/$metadata", headers: accept.map { [.accept: $0] } ?? [:])
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType]?.hasPrefix(isXML ? "application/xml" : "application/json") == true)
        }
    }

    @Test(arguments: [
        ("", 200, "minimal"), ("application/json;q=0.4", 200, "minimal"), ("*/*;q=0.1", 200, "minimal"),
        ("application/*", 200, "minimal"), ("application/json;odata.metadata=full", 200, "full"),
        ("application/json;odata.metadata=none;q=0.9, application/json;q=0.5", 200, "none"),
        ("application/json;odata.metadata=none;q=0.5, application/json;q=0.9", 200, "minimal"),
        ("application/json; charset=utf-8", 200, "minimal"), ("text/html, application/json;q=0.1", 200, "minimal"),
        ("application/json;q=0", 406, ""), ("application/json;q=0, */*", 406, ""), ("text/*", 406, ""),
        ("application/json;q=0.000", 406, ""), ("*/*;q=0", 406, ""), ("application/json;odata=verbose", 406, ""),
        ("application/json;charset=iso-8859-1", 406, ""), ("text/csv, image/*", 406, ""),
    ])
    func `weighs what the client takes for data`(accept: String, status: Int, level: String) async throws {
        try await Service.run { service in
            let answer = try await service.get("/odata/complaints", headers: [.accept: accept])
            #expect(answer.status == status, "\(answer.text)")
            if status == 200 {
                #expect(answer.headers[.contentType] == "application/json;odata.metadata=\(level)")
            } else {
                #expect(answer.errorCode == "KTR-W114")
            }
        }
    }

    @Test(arguments: ["4.0", "4.01"])
    func `tells types and addresses of everything where all of the metadata is wanted`(version: String) async throws {
        try await Service.run { service in
            let account = try await service.send(.post, "/odata/accounts", json: #"{"name": "A"}"#)
            let made = try await service.createComplaint(
                #"{"subject": "x", "weight": 3, "customer": "\#(account.id)"}"#)
            let headers = [.accept: "application/json;odata.metadata=full", .odataMaxVersion: version] as HTTPFields
            let list = try await service.get("/odata/complaints", headers: headers)
            #expect(list.headers[.contentType] == "application/json;odata.metadata=full")
            let one = try await service.get("/odata/complaints(\(made.id))", headers: headers)
            let address = try #require(made.headers[.location])
            for record in [try #require(list.list.first), one.json] {
                #expect(record["@odata.type"] == .text("#Kontor.complaint"))
                for name in ["@odata.id", "@odata.editLink", "@odata.readLink"] {
                    #expect(record[name] == .text(address))
                }
                #expect(record["weight@odata.type"] == .text("#Int64"))
                #expect(record["created_at@odata.type"] == .text("#DateTimeOffset"))
                #expect(record["customer@odata.type"] == .text("#Guid"))
                #expect(record["subject@odata.type"] == nil)
                #expect(
                    record["customer_record@odata.navigationLink"] == .text(address + "/customer_record"))
            }
            let selected = try await service.get("/odata/complaints?$select=weight", headers: headers)
            #expect(selected.list.first?["weight@odata.type"] == .text("#Int64"))
            #expect(selected.list.first?["customer_record@odata.navigationLink"] == nil)
            // A record that was read so can be sent back.
            #expect(try await service.send(.patch, "/odata/complaints(\(made.id))", json: one.text).status == 200)
        }
    }

    @Test func `refuses a form that nobody gives before anything is stored`() async throws {
        try await Service.run { service in
            let made = try await service.createComplaint()
            let account = try await service.send(.post, "/odata/accounts", json: #"{"name": "A"}"#)
            let exhibit = try await service.send(.post, "/odata/exhibits", json: #"{"subject": "A"}"#)
            let path = "/odata/complaints(\(made.id))"
            for (headers, status) in [
                ([.accept: "text/csv"], 406), ([.odataMaxVersion: "3.0"], 400), ([.ifMatch: "3"], 400),
                ([.ifMatch: "\"no\""], 412),
            ] as [(HTTPFields, Int)] {
                for (method, path, body) in [
                    (.post, "/odata/complaints", #"{"subject": "y"}"#), (.patch, path, #"{"subject": "y"}"#),
                    (.post, path + "/Kontor.accept", "{}"),
                ] as [(HTTPRequest.Method, String, String)] {
                    let answer = try await service.send(method, path, json: body, headers: headers)
                    #expect(answer.status == status, "\(method) \(path) \(headers): \(answer.text)")
                }
                let put = try await service.send(
                    .put, "/odata/exhibits(\(exhibit.id))/letter", bytes: [65], headers: headers)
                #expect(put.status == status)
            }
            for options in [
                "$filter=weight%20eq%201", "$top=1", "$format=xml", "$select=nothing", "$expand=customer_record",
            ] {
                let answer = try await service.send(
                    .post, "/odata/complaints?\(options)", json: #"{"subject": "y"}"#)
                #expect([400, 406, 501].contains(answer.status), "\(options)")
                let patched = try await service.send(.patch, "\(path)?\(options)", json: #"{"subject": "y"}"#)
                #expect(patched.status == answer.status)
            }
            #expect(try await service.get("/odata/complaints/$count").text == "1")
            #expect(try await service.get(path)["revision"] == .integer(1))
            #expect(try await service.get("/odata/exhibits(\(exhibit.id))/letter").status == 204)
            #expect(account.status == 201)
        }
    }

    @Test func `says which preferences it has followed`() async throws {
        try await Service.run { service in
            for (prefer, applied, status) in [
                ("return=representation", "return=representation", 201), ("return=minimal", "return=minimal", 204),
                ("respond-async, return=minimal; why=\"a,b\"", "return=minimal", 204),
                ("return=minimal, return=representation", "return=minimal", 204), ("foo; return=minimal", nil, 201),
                ("return=everything", nil, 201),
            ] as [(String, String?, Int)] {
                let answer = try await service.send(
                    .post, "/odata/complaints", json: #"{"subject": "x"}"#, headers: [.prefer: prefer])
                #expect(answer.status == status && answer.headers[.preferenceApplied] == applied, "\(prefer)")
            }
            let page = try await service.get("/odata/complaints", headers: [.prefer: "maxpagesize=2"])
            #expect(page.list.count == 2 && page.headers[.preferenceApplied] == "maxpagesize=2")
        }
    }

    @Test func `keeps the size of pages, for lists of a set, of a record and of its history`() async throws {
        try await Service.run { service in
            let account = try await service.send(.post, "/odata/accounts", json: #"{"name": "A"}"#)
            var made: [String] = []
            for number in 0..<5 {
                made.append(
                    try await service.createComplaint(
                        #"{"subject": "No \#(number)", "customer": "\#(account.id)"}"#
                    ).id)
            }
            for number in 0..<4 {
                _ = try await service.send(.patch, "/odata/complaints(\(made[0]))", json: #"{"weight": \#(number)}"#)
            }
            for path in [
                "/odata/complaints", "/odata/accounts(\(account.id))/complaints",
                "/odata/accounts(\(account.id))/complaints?$filter=weight%20ne%2099&$orderby=length(subject)%20desc",
                "/odata/complaints(\(made[0]))/history", "/odata/complaints?$TOP=5&$skip=0",
            ] {
                var (next, sizes, prefer): (String?, [Int], HTTPFields) = (path, [], [.prefer: "odata.maxpagesize=2"])
                var seen: Set<DataValue> = []
                while let path = next {
                    let answer = try await service.get(path, headers: prefer)
                    #expect(answer.status == 200, "\(answer.text)")
                    sizes.append(answer.list.count)
                    seen.formUnion(answer.list)
                    next = nil
                    prefer = [:]
                    if case .text(let link)? = answer["@odata.nextLink"] {
                        next = link.split(separator: "/odata", maxSplits: 1).last.map { "/odata" + $0 }
                    }
                    try #require(sizes.count < 9)
                }
                #expect(sizes == [2, 2, 1] && seen.count == 5, "\(path) \(sizes)")
            }
        }
    }
}
