import Foundation
import HTTPTypes
import Model
import Testing

@Suite struct `Amounts, times, durations, choices, JSON and places in the API` {
    private static let body = """
        {"subject": "Site", "fee": 12.345, "fee_currency": "BHD", "tip": 5, "opens_at": "09:30:00", "spent": "PT1H30M",
         "tags": ["late", "vip"], "extra": {"b": [1, 2.50], "a": null},
         "place": {"type": "Point", "coordinates": [7.4653, 51.5136]}}
        """

    @Test func `are written and read in OData's forms`() async throws {
        try await Service.run { service in
            let made = try await service.send(.post, "/odata/visits", as: "surveyor", json: Self.body)
            #expect(made.status == 201, "\(made.text)")
            for member in [
                #""fee":12.345,"fee_currency":"BHD","tip":5.00,"opens_at":"09:30:00","spent":"PT1H30M","#,
                #""tags":["vip","late"],"extra":{"a":null,"b":[1,2.5]},"#,
                #""place":{"type":"Point","coordinates":[7.4653,51.5136]}"#,
            ] {
                #expect(made.text.contains(member), "\(member)")
            }
            // What was answered is taken back, and changes nothing.
            var again = made.json
            if case .object(let members) = again {
                again = .object(
                    members.filter { member in
                        ["subject", "fee", "fee_currency", "tip", "opens_at", "spent", "tags", "extra", "place"]
                            .contains(member.name)
                    })
            }
            let same = try await service.send(
                .patch, "/odata/visits(\(made.id))", as: "surveyor", json: again.jsonText)
            #expect(same.status == 200, "\(same.text)")
            let history = try await service.get("/odata/visits(\(made.id))/history", as: "surveyor")
            #expect(history.text.contains(#""attribute":"place","before":null,"after":{"type":"Point""#))
            #expect(history.text.contains(#""attribute":"extra","before":null,"after":{"a":null,"b":[1,2.5]}"#))
            #expect(history.list.count <= 2)
            let exact = try await service.get(
                "/odata/visits(\(made.id))", as: "surveyor",
                headers: [.accept: "application/json;IEEE754Compatible=true"])
            #expect(exact.text.contains(#""fee":"12.345""#))
        }
    }

    @Test func `empty choices are an empty list, an amount has the usual currency`() async throws {
        try await Service.run { service in
            let made = try await service.send(
                .post, "/odata/visits", as: "surveyor", json: #"{"subject": "x", "fee": 7}"#)
            #expect(made.text.contains(#""fee":7.000,"fee_currency":"EUR""#))
            #expect(made.text.contains(#""tags":[]"#))
            let emptied = try await service.send(
                .patch, "/odata/visits(\(made.id))", as: "surveyor", json: #"{"fee": null, "tags": []}"#)
            #expect(emptied.text.contains(#""fee":null,"fee_currency":null"#))
        }
    }

    @Test(arguments: [
        (#"{"fee": 1.5, "fee_currency": "JPY"}"#, "KTR-R143"), (#"{"fee": 1, "fee_currency": "USD"}"#, "KTR-R114"),
        (#"{"fee": 100001}"#, "KTR-R108"), (#"{"tip": 1.234}"#, "KTR-R110"), (#"{"opens_at": "24:00"}"#, "KTR-R117"),
        (#"{"spent": "90 min"}"#, "KTR-R118"), (#"{"spent": "P1M"}"#, "KTR-R118"), (#"{"tags": ["gone"]}"#, "KTR-R114"),
        (#"{"tags": ["old"]}"#, "KTR-R115"), (#"{"tags": [1]}"#, "KTR-R114"), (#"{"extra": 5}"#, "KTR-R141"),
        (#"{"extra": "no json"}"#, "KTR-R140"), (#"{"place": {"type": "Point", "coordinates": [7]}}"#, "KTR-R119"),
        (#"{"place": {"type": "LineString", "coordinates": []}}"#, "KTR-R119"),
        (#"{"place": {"latitude": 91, "longitude": 0}}"#, "KTR-R119"),
    ])
    func `what is none of them is refused at its attribute`(json: String, code: String) async throws {
        try await Service.run { service in
            let answer = try await service.send(.post, "/odata/visits", as: "surveyor", json: json)
            #expect(answer.status == 422)
            #expect(answer.errorCode == code, "\(answer.text)")
            #expect(answer.text.contains(#""target":""#))
        }
    }

    @Test func `JSON has limits of size and depth`() async throws {
        try await Service.run { service in
            let deep = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
            let answer = try await service.send(.post, "/odata/visits", as: "surveyor", json: #"{"extra": \#(deep)}"#)
            #expect(answer.errorCode == "KTR-R142")
            let long = try await service.send(
                .post, "/odata/visits", as: "surveyor",
                json: #"{"extra": ["\#(String(repeating: "x", count: 65_540))"]}"#)
            #expect(long.errorCode == "KTR-R142")
        }
    }

    @Test func `are found by filters and sorted`() async throws {
        try await Service.run { service in
            for json in [
                Self.body,
                #"{"subject": "Far", "fee": 3, "opens_at": "14:00", "spent": "P2D", "tags": ["late"], "place": "52.52, 13.405"}"#,
                #"{"subject": "None"}"#,
            ] {
                let made = try await service.send(.post, "/odata/visits", as: "surveyor", json: json)
                #expect(made.status == 201, "\(made.text)")
            }
            func subjects(_ options: String) async throws -> [DataValue] {
                let query = options.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? options
                let answer = try await service.get("/odata/visits?\(query)&$select=subject", as: "surveyor")
                #expect(answer.status == 200, "\(answer.text)")
                return answer.list.compactMap { $0["subject"] }
            }
            #expect(try await subjects("$filter=tags/any(t: t eq 'vip')") == [.text("Site")])
            #expect(try await subjects("$filter=not tags/any()") == [.text("None")])
            #expect(try await subjects("$filter=spent gt duration'PT2H'") == [.text("Far")])
            #expect(try await subjects("$filter=opens_at lt 12:00") == [.text("Site")])
            #expect(try await subjects("$filter=fee gt 5 and fee_currency eq 'BHD'") == [.text("Site")])
            #expect(
                try await subjects("$filter=geo.distance(place,geography'SRID=4326;Point(7.46 51.51)') lt 1000") == [
                    .text("Site")
                ])
            #expect(try await subjects("$orderby=spent desc") == [.text("Far"), .text("Site"), .text("None")])
            #expect(try await subjects("$orderby=opens_at&$top=3") == [.text("None"), .text("Site"), .text("Far")])
            let page = try await service.get("/odata/visits?$orderby=spent%20desc&$top=1", as: "surveyor")
            #expect(page.list.count == 1)
            for (options, code) in [
                ("$orderby=tags", "KTR-Q173"), ("$orderby=extra", "KTR-Q173"), ("$filter=tags eq 'vip'", "KTR-Q122"),
                ("$filter=tags/any(t: t eq 'vpi')", "KTR-Q123"), ("$filter=spent gt duration'1h'", "KTR-Q170"),
                ("$filter=place eq geography'Point(1)'", "KTR-Q171"),
            ] {
                let query = options.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? options
                #expect(try await service.get("/odata/visits?\(query)", as: "surveyor").errorCode == code, "\(options)")
            }
        }
    }

    @Test func `are described in both metadata documents`() async throws {
        try await Service.run { service in
            let xml = try await service.get("/odata/$metadata", as: "surveyor").text
            for line in [
                #"<Property Name="fee" Type="Edm.Decimal" Precision="18" Scale="3">"#,
                #"<Annotation Term="Measures.ISOCurrency" Path="fee_currency"/>"#,
                #"<Annotation Term="Measures.ISOCurrency" String="CHF"/>"#,
                #"<Property Name="opens_at" Type="Edm.TimeOfDay" Precision="3">"#,
                #"<Property Name="spent" Type="Edm.Duration" Precision="3">"#,
                #"<Property Name="tags" Type="Collection(Edm.String)" Nullable="false">"#,
                #"<Property Name="extra" Type="Edm.Untyped">"#, #"<Property Name="place" Type="Edm.GeographyPoint">"#,
                #"Namespace="Org.OData.Measures.V1" Alias="Measures""#,
            ] {
                #expect(xml.contains(line), "\(line)")
            }
            let json = try await service.get("/odata/$metadata?$format=json", as: "surveyor").json
            let visit = try #require(json["Kontor"]?["visit"])
            #expect(visit["fee"]?["@Measures.ISOCurrency"]?["$Path"] == .text("fee_currency"))
            #expect(visit["tip"]?["@Measures.ISOCurrency"] == .text("CHF"))
            #expect(visit["tags"]?["$Collection"] == .boolean(true))
            #expect(visit["tags"]?["$Nullable"] == nil)
            #expect(visit["spent"]?["$Type"] == .text("Edm.Duration"))
        }
    }
}
