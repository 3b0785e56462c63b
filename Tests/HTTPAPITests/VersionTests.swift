import HTTPTypes
import Model
import Testing

@Suite struct `Speaking the client's version` {
    @Test(
        arguments: [
            (nil, nil, "4.01"), ("4.0", nil, "4.0"), ("4.01", nil, "4.01"), ("4.02", nil, "4.01"), ("5.0", nil, "4.01"),
            (nil, "4.0", "4.0"), (nil, "4.01", "4.01"), ("4.01", "4.0", "4.01"), ("4.0", "4.01", "4.0"),
            (" 4.0 ", nil, "4.0"),
        ] as [(String?, String?, String)])
    func `answers in the highest that both know`(most: String?, spoken: String?, expected: String) async throws {
        try await Service.run { service in
            var headers: HTTPFields = [:]
            if let most { headers[.odataMaxVersion] = most }
            if let spoken { headers[.odataVersion] = spoken }
            for path in [
                "/odata", "/odata/$metadata", "/odata/complaints", "/odata/complaints/$count", "/odata/nothing",
            ] {
                let answer = try await service.get(path, headers: headers)
                #expect(answer.headers[.odataVersion] == expected, "\(path)")
            }
            let created = try await service.send(
                .post, "/odata/complaints", json: #"{"subject": "x"}"#, headers: headers)
            #expect(created.status == 201 && created.headers[.odataVersion] == expected)
            let deleted = try await service.send(.delete, "/odata/complaints(\(created.id))", headers: headers)
            #expect(deleted.status == 204 && deleted.headers[.odataVersion] == expected)
        }
    }

    @Test(arguments: [
        ("OData-MaxVersion", "3.0"), ("OData-MaxVersion", "banana"), ("OData-MaxVersion", ""), ("OData-Version", "5.0"),
        ("OData-Version", "4.1"), ("OData-Version", "x"),
    ])
    func `refuses one that nobody knows, and stores nothing`(name: String, version: String) async throws {
        try await Service.run { service in
            let header = try #require(HTTPField.Name(name))
            let answer = try await service.send(
                .post, "/odata/complaints", json: #"{"subject": "x"}"#, headers: [header: version])
            #expect(answer.status == 400 && answer.errorCode == "KTR-W621")
            #expect(answer.headers[.odataVersion] == "4.0")
            #expect(try await service.get("/odata/complaints/$count").text == "0")
        }
    }

    @Test func `leaves out of 4.0 what only 4.01 has`() async throws {
        try await Service.run { service in
            let old: HTTPFields = [.odataMaxVersion: "4.0", .accept: "application/json"]
            let metadata = try await service.get("/odata/$metadata", as: "surveyor", headers: old)
            #expect(metadata.headers[.contentType] == "application/xml;charset=utf-8")
            #expect(metadata.text.contains(#"Version="4.0""#) && !metadata.text.contains("Untyped"))
            #expect(metadata.text.contains(#"<Property Name="extra" Type="Edm.String">"#))
            let json = try await service.get("/odata/$metadata?$format=json", as: "surveyor", headers: old)
            #expect(json.status == 406)

            let made = try await service.send(
                .post, "/odata/visits", as: "surveyor", json: #"{"extra": {"a": [1, 2]}}"#, headers: old)
            #expect(made["extra"] == .text(#"{"a":[1,2]}"#) && made["@odata.context"] != nil, "\(made.text)")
            let back = try await service.send(
                .patch, "/odata/visits(\(made.id))", as: "surveyor", json: made.text, headers: old)
            #expect(back.status == 200 && back["extra"] == made["extra"], "\(back.text)")
            let history = try await service.get("/odata/visits(\(made.id))/history", as: "surveyor", headers: old)
            #expect(history.text.contains(#""attribute":"extra","before":null,"after":"{\"a\":[1,2]}""#))
        }
    }
}
