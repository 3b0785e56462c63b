import HTTPTypes
import Model
import Testing

@Suite struct `Reading lists` {
    private func fill(_ service: Service, _ count: Int) async throws {
        for number in 0..<count {
            let answer = try await service.createComplaint(
                #"{"subject": "No \#(number)", "weight": \#(number % 7), "claim": \#(number).25}"#)
            #expect(answer.status == 201)
        }
    }

    @Test func `filters, sorts, counts and selects`() async throws {
        try await Service.run { service in
            try await fill(service, 10)
            let answer = try await service.get(
                "/odata/complaints?$filter=claim%20ge%202.25%20and%20weight%20lt%206&$orderby=claim+desc&$top=3&$count=true"
                    + "&$select=subject,claim")
            #expect(answer.status == 200)
            #expect(answer["@odata.count"] == .integer(7))
            #expect(answer["@odata.context"] == .text("http://localhost/odata/$metadata#complaints(subject,claim)"))
            #expect(answer.list.compactMap { $0["subject"] } == [.text("No 9"), .text("No 8"), .text("No 7")])
            #expect(answer.list.first?["@odata.etag"] == .text("W/\"1\""))
            #expect(answer.list.first?["weight"] == nil && answer.list.first?["id"] == nil)
            #expect(try await service.get("/odata/complaints/$count?$filter=weight%20eq%202").text == "2")
        }
    }

    @Test(arguments: [
        "", "$orderby=weight", "$orderby=weight%20desc,claim&$top=11", "$filter=weight%20ge%201&$orderby=claim%20desc",
    ])
    func `shows every record exactly once over all pages`(options: String) async throws {
        try await Service.run { service in
            try await fill(service, 23)
            var (seen, pages): ([DataValue], Int) = ([], 0)
            var next: String? = "/odata/complaints?\(options)"
            while let path = next {
                let answer = try await service.get(path, headers: [.prefer: "odata.maxpagesize=4"])
                #expect(answer.status == 200 && answer.list.count <= 4, "\(answer.text)")
                seen += answer.list.compactMap { $0["id"] }
                pages += 1
                next = nil
                if case .text(let link)? = answer["@odata.nextLink"] {
                    #expect(link.hasPrefix("http://localhost"))
                    next = link.split(separator: "/odata", maxSplits: 1).last.map { "/odata" + $0 }
                }
                try #require(pages < 20)
            }
            let expected = options.contains("$top") ? 11 : options.contains("$filter") ? 19 : 23
            #expect(seen.count == expected && Set(seen).count == expected)
        }
    }

    @Test func `gives fifty records unless asked for more, and never more than a thousand`() async throws {
        try await Service.run { service in
            try await fill(service, 60)
            #expect(try await service.get("/odata/complaints").list.count == 50)
            let all = try await service.get("/odata/complaints?$top=5000")
            #expect(all.list.count == 60 && all["@odata.nextLink"] == nil)
            #expect(try await service.get("/odata/complaints?$skip=55").list.count == 5)
        }
    }

    @Test func `writes long numbers as strings when asked, and no control information when asked`() async throws {
        try await Service.run { service in
            try await fill(service, 1)
            let text = try await service.get(
                "/odata/complaints", headers: [.accept: "application/json;IEEE754Compatible=true;odata.metadata=none"])
            #expect(text.list.first?["claim"] == .text("0.25") && text.list.first?["revision"] == .text("1"))
            #expect(text["@odata.context"] == nil && text.list.first?["@odata.etag"] == nil)
            #expect(text.headers[.contentType] == "application/json;odata.metadata=none;IEEE754Compatible=true")
            #expect(try await service.get("/odata/complaints", headers: [.accept: "image/png"]).status == 406)
            #expect(
                try await service.get("/odata/complaints?$format=json", headers: [.accept: "image/png"]).status == 200)
        }
    }

    @Test(arguments: [
        ("$filter=subjct%20eq%20'x'", "KTR-Q", "subject"), ("$filter=claim%20eq", "KTR-Q", "character"),
        ("$orderby=nothing", "KTR-Q", ""), ("$top=-1", "KTR-Q142", ""), ("$skiptoken=AAAA", "KTR-Q150", ""),
        ("$fliter=x", "KTR-Q140", ""), ("$filter=%zz", "KTR-W201", ""),
        ("$filter=%ff", "KTR-W201", ""),
    ])
    func `says what is wrong with an option`(options: String, code: String, mentions: String) async throws {
        try await Service.run { service in
            let answer = try await service.get("/odata/complaints?\(options)")
            #expect(answer.status == 400)
            #expect(answer.errorCode?.hasPrefix(code) == true, "\(answer.text)")
            #expect(answer.text.contains(mentions))
        }
    }
}
