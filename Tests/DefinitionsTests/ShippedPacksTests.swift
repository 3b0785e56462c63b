import Definitions
import Foundation
import Model
import Queries
import StateCharts
import Testing

@Suite struct `The shipped packs` {
    private func catalog() throws -> Catalog {
        try DefinitionCompiler.compile(DefinitionTree.read(from: Project.folder))
    }

    @Test func `compile without a warning, in English and German`() throws {
        let catalog = try catalog()
        #expect(catalog.warnings.map(\.description) == [])
        #expect(catalog.packs.map(\.name) == ["base", "complaints", "crm", "parking"])
        let names = catalog.entityTypes.map(\.name)
        #expect(
            names == [
                "complaint", "account", "activity", "lead", "person", "employment", "objection", "offence_group",
                "offence", "payment", "vehicle", "vehicle_use", "violation",
            ])
        #expect(
            Set(catalog.roles.map(\.name)) == [
                "admin", "sales_agent", "sales_manager", "service_agent", "service_manager", "parking_officer",
                "parking_clerk", "parking_manager",
            ])
        #expect(Set(catalog.charts.keys) == ["complaint", "lead", "objection", "violation"])
        for chart in catalog.charts.values {
            for state in chart.states.dropFirst() { #expect(state.label.has(.german), "\(chart.name).\(state.id)") }
            for transition in chart.transitions {
                #expect(transition.annotations.label?.has(.german) == true, "\(transition.location)")
            }
        }
    }

    @Test func `give the complaint everything that real complaints need`() throws {
        let catalog = try catalog()
        let complaint = try #require(catalog.entityType(setNamed: "complaints"))
        #expect(complaint.keys.map { $0.map { complaint.attributes[$0].name } } == [["number"], ["external_id"]])
        #expect(complaint.attribute(named: "reporter_email")?.personal?.subject == "reporter")
        #expect(complaint.attribute(named: "priority")?.defaultValue == .text("normal"))
        #expect(
            catalog.atomicStates(ofChart: "complaint") == [
                "received", "in_progress", "deciding", "settled", "rejected", "closed",
            ])
        let open = try #require(catalog.view(named: "open", of: complaint))
        #expect(open.filter?.text == "status ne 'closed'")
        #expect(open.order.map(\.text) == ["received_on desc"])
        let account = try #require(catalog.entityType(named: "account"))
        let inverses = catalog.inverseLookups(of: account)
        #expect(
            Set(inverses.compactMap(\.name)) == [
                "complaints", "subsidiaries", "people", "leads", "activities", "staff", "vehicles", "violations",
            ])
        #expect(inverses.first { $0.name == "complaints" }?.onDelete == .restrict)
    }
}
