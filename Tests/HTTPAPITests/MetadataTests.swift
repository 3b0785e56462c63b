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
                #"<edmx:Edmx Version="4.01""#,
                #"<Property Name="claim" Type="Edm.Decimal" Precision="18" Scale="2">"#,
                #"<Property Name="subject" Type="Edm.String" Nullable="false" MaxLength="40">"#,
                #"<NavigationProperty Name="customer_record" Type="Kontor.account" Partner="complaints">"#,
                #"<NavigationProperty Name="complaints" Type="Collection(Kontor.complaint)" Partner="customer_record"/>"#,
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

    @Test func `names options and states as people do, in every language that there is`() async throws {
        try await Service.run { service in
            let xml = try await service.get("/odata/$metadata", headers: [.acceptLanguage: "de"]).text
            for line in [
                #"<Annotation Term="Core.Description" String="Hoch"/>"#,
                #"<Annotation Term="Core.Description" Qualifier="en" String="High"/>"#,
                #"<Annotation Term="Core.Description" Qualifier="de" String="Hoch"/>"#,
                #"<PropertyValue Property="Value" String="accepted"/>"#,
            ] {
                #expect(xml.contains(line), "\(line)")
            }
            let json = try await service.get("/odata/$metadata?$format=json").json
            guard case .list(let states)? = json["Kontor"]?["complaint"]?["status"]?["@Validation.AllowedValues"] else {
                Issue.record("no states")
                return
            }
            #expect(states.compactMap { $0["Value"] } == [.text("received"), .text("accepted"), .text("closed")])
            #expect(states.allSatisfy { $0["@Core.Description"] != nil && $0["@Core.Description#en"] != nil })
        }
    }

    @Test func `tells of functions, and what can be done and what cannot`() async throws {
        try await Service.run { service in
            let xml = try await service.get("/odata/$metadata").text
            for line in [
                #"<Function Name="history" IsBound="true">"#,
                #"<ReturnType Type="Collection(Kontor.Event)" Nullable="false"/>"#,
                #"<ComplexType Name="HistoryEntry">"#, #"<PropertyPath>revision</PropertyPath>"#,
                #"<Annotation Term="Capabilities.ExpandRestrictions">"#,
                #"<PropertyValue Property="Expandable" Bool="false"/>"#,
            ] {
                #expect(xml.contains(line), "\(line)")
            }
            let json = try await service.get("/odata/$metadata?$format=json", as: "agent").json
            let set = try #require(json["Kontor"]?["Container"]?["complaints"])
            #expect(set["@Core.OptimisticConcurrency"] == .list([.text("revision")]))
            #expect(set["@Capabilities.DeleteRestrictions"]?["Deletable"] == .boolean(false))
            #expect(set["@Capabilities.InsertRestrictions"]?["Insertable"] == .boolean(true))
            #expect(set["@Capabilities.SearchRestrictions"]?["Searchable"] == .boolean(false))
            #expect(json["Kontor"]?["Container"]?["@Capabilities.BatchSupported"] == .boolean(false))
            let visits = try await service.get("/odata/$metadata?$format=json", as: "surveyor").json
            guard
                case .list(let unsorted)? = visits["Kontor"]?["Container"]?["visits"]?[
                    "@Capabilities.SortRestrictions"]?[
                        "NonSortableProperties"]
            else {
                Issue.record("no restrictions")
                return
            }
            #expect(Set(unsorted) == [.text("tags"), .text("extra"), .text("place")])
        }
    }
}
