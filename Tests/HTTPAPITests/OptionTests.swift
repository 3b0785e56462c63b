import HTTPTypes
import Model
import Testing

@Suite struct `Options of an address` {
    private func fill(_ service: Service) async throws -> String {
        let account = try await service.send(.post, "/odata/accounts", json: #"{"name": "u1"}"#)
        for (subject, weight) in [("a", 5), ("b", -9), ("c", 1)] {
            _ = try await service.createComplaint(
                #"{"subject": "\#(subject)", "weight": \#(weight), "customer": "\#(account.id)"}"#)
        }
        return account.id
    }

    private func subjects(_ service: Service, _ options: String) async throws -> [DataValue] {
        let answer = try await service.get("/odata/complaints?\(options)")
        #expect(answer.status == 200, "\(options): \(answer.text)")
        return answer.list.compactMap { $0["subject"] }
    }

    @Test func `know links by the names that the metadata gives`() async throws {
        try await Service.run { service in
            let account = try await fill(service)
            _ = try await service.createComplaint(#"{"subject": "d"}"#)
            #expect(
                try await subjects(
                    service, "$filter=customer_record/name%20eq%20'u1'&$orderby=customer_record/name,weight") == [
                        .text("b"), .text("c"), .text("a"),
                    ])
            #expect(try await subjects(service, "$filter=customer_record%20eq%20null") == [.text("d")])
            #expect(
                try await subjects(
                    service, "$filter=customer_record/complaints/any(c:c/customer_record/name%20eq%20'u1')"
                ).count == 3)
            let selected = try await service.get("/odata/complaints?$select=subject,customer_record&$top=1")
            #expect(
                selected["@odata.context"]
                    == .text("http://localhost/odata/$metadata#complaints(subject,customer_record)"))
            #expect(selected.list.first?["customer"] == nil && selected.list.first?["subject"] != nil)
            let lists = try await service.get("/odata/accounts(\(account))?$select=name,complaints")
            #expect(lists["name"] == .text("u1") && lists["revenue"] == nil)
            let hidden = try await service.get("/odata/complaints?$select=reporter_email", as: "agent")
            let unknown = try await service.get("/odata/complaints?$select=reporter_emall", as: "agent")
            #expect(hidden.status == 400 && hidden.errorCode == unknown.errorCode)
        }
    }

    @Test func `order by what is computed, over all pages`() async throws {
        try await Service.run { service in
            _ = try await fill(service)
            #expect(
                try await subjects(service, "$orderby=length(subject)%20add%20weight") == [
                    .text("b"), .text("c"), .text("a"),
                ])
            var (next, seen): (String?, [DataValue]) = ("/odata/complaints?$orderby=weight%20mul%202%20desc&$top=3", [])
            while let path = next {
                let answer = try await service.get(path, headers: [.prefer: "odata.maxpagesize=1"])
                seen += answer.list.compactMap { $0["subject"] }
                next = nil
                if case .text(let link)? = answer["@odata.nextLink"] {
                    next = link.split(separator: "/odata", maxSplits: 1).last.map { "/odata" + $0 }
                }
                try #require(seen.count < 5)
            }
            #expect(seen == [.text("a"), .text("c"), .text("b")])
        }
    }

    @Test func `count the records of a list of a record`() async throws {
        try await Service.run { service in
            let account = try await fill(service)
            let path = "/odata/accounts(\(account))/complaints/$count"
            #expect(try await service.get(path).text == "3")
            #expect(try await service.get(path + "?$filter=weight%20gt%200").text == "2")
            #expect(try await service.get(path, as: "intake").status == 404)
        }
    }

    @Test(arguments: [
        ("complaints(ID)", "$filter=weight%20eq%2099", 400), ("complaints(ID)", "$top=1", 400),
        ("complaints(ID)", "$orderby=weight", 400), ("complaints(ID)", "$count=true", 400),
        ("complaints(ID)", "$select=subject&$select=weight", 400), ("complaints(ID)", "$select=nothing", 400),
        ("complaints(ID)", "$fliter=x", 400), ("complaints(ID)", "$expand=customer_record", 501),
        ("complaints(ID)/history", "$top=abc", 400), ("complaints(ID)/history", "$top=-1", 400),
        ("complaints(ID)/history", "$filter=weight%20eq%2099", 400), ("complaints(ID)/history", "$skiptoken=x", 400),
        ("complaints(ID)/history", "$select=instant", 400), ("complaints(ID)/history", "$skip=1", 400),
        ("complaints(ID)/history", "$top=1&$top=2", 400), ("complaints(ID)/Kontor.events()", "$top=1", 400),
        ("complaints(ID)/customer_record", "$filter=true", 400), ("complaints", "$top=1&top=2", 400),
        ("complaints", "maxpagesize=x", 400), ("complaints", "$top", 400),
        ("complaints", "$format=json&$format=json", 400),
        ("$metadata", "$top=1", 400), ("", "$filter=true", 400), ("complaints/$count", "$skip=x", 400),
        ("complaints(ID)", "trace=1", 200), ("complaints(ID)/history", "$top=1", 200),
        ("complaints(ID)/history", "$top=0", 200),
    ])
    func `mean something where they stand, once, or are refused`(path: String, options: String, status: Int)
        async throws
    {
        try await Service.run { service in
            let made = try await service.createComplaint()
            let answer = try await service.get("/odata/\(path.replacing("ID", with: made.id))?\(options)")
            #expect(answer.status == status, "\(answer.text)")
            if status != 200 { #expect(answer.errorCode != nil) }
        }
    }

    @Test func `leave addresses with empty parts alone`() async throws {
        try await Service.run { service in
            for path in ["/odata//complaints", "/odata/complaints//$count"] {
                #expect(try await service.get(path).status == 404)
            }
            #expect(try await service.get("/odata/").status == 200)
        }
    }
}
