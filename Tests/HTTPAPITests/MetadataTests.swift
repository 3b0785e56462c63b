import HTTPTypes
import Model
import Testing

@Suite struct `Describing the service` {
    @Test func `lists the sets that the principal may know`() async throws {
        try await Service.run { service in
            let all = try await service.get("/odata", headers: [.acceptLanguage: "de"])
            #expect(all.list.compactMap { $0["name"] } == [.text("accounts"), .text("complaints"), .text("exhibits")])
            #expect(all.list[1]["title"] == .text("Beschwerden"))
            #expect(
                try await service.get("/odata/", as: "intake").list.compactMap { $0["url"] } == [.text("complaints")])
            #expect(try await service.get("/odata", as: "nobody").list.isEmpty)
        }
    }

    @Test func `describes types, links, events and choices as XML`() async throws {
        try await Service.run { service in
            let answer = try await service.get("/odata/$metadata")
            #expect(answer.headers[.contentType] == "application/xml;charset=utf-8")
            for expected in [
                #"<Property Name="claim" Type="Edm.Decimal" Precision="18" Scale="2">"#,
                #"<Property Name="subject" Type="Edm.String" Nullable="false" MaxLength="40">"#,
                #"<NavigationProperty Name="customer_record" Type="Kontor.account">"#,
                #"<NavigationProperty Name="complaints" Type="Collection(Kontor.complaint)"/>"#,
                #"<Action Name="accept" IsBound="true">"#, #"<PropertyValue Property="Value" String="high"/>"#,
                #"<EntitySet Name="complaints" EntityType="Kontor.complaint">"#,
                #"<Property Name="due_at" Type="Edm.DateTimeOffset" Precision="6">"#,
            ] {
                #expect(answer.text.contains(expected), "\(expected)\n\(answer.text)")
            }
        }
    }

    @Test func `describes the same as JSON`() async throws {
        try await Service.run { service in
            let answer = try await service.get("/odata/$metadata?$format=json")
            let type = try #require(answer["Kontor"]?["complaint"])
            #expect(type["claim"]?["$Type"] == .text("Edm.Decimal"))
            #expect(type["customer_record"]?["$ReferentialConstraint"]?["customer"] == .text("id"))
            #expect(answer["Kontor"]?["Container"]?["accounts"]?["$Type"] == .text("Kontor.account"))
        }
    }

    @Test func `says nothing of what is hidden`() async throws {
        try await Service.run { service in
            let metadata = try await service.get("/odata/$metadata", as: "agent").text
            #expect(metadata.contains(#"<Function Name="timers" IsBound="true">"#))
            #expect(metadata.contains(#"<ReturnType Type="Collection(Kontor.Timer)""#))
            #expect(!metadata.contains("reporter_email") && !metadata.contains("revenue"))
            #expect(metadata.contains(#"<Action Name="accept""#) && !metadata.contains(#"<Action Name="close""#))
        }
    }
}
