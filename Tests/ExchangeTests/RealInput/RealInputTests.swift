import Exchange
import Foundation
import Model
import Platform
import Testing

@Suite(.enabled(if: ShippedInstallation.shared != nil, "needs the real data: set KONTOR_SHARED to its folder"))
struct `Importing complaints that an authority published` {
    @Test func `brings all of 2014 in, repeats without doubling, and takes all of it out again`() async throws {
        let installed = try await ShippedInstallation()
        let report = try await installed.run("cfpb_complaints_2014.csv", map: "cfpb_2014")
        #expect(report.refused.map { "\($0.number) \($0.column ?? "") \($0.reason.english)" } == [])
        #expect((report.counts.created, report.counts.refused) == (8339, 0))
        #expect(report.counts.createdTargets == 813)
        #expect(report.cleanedCells == 2)
        #expect(report.warnings.isEmpty)
        #expect(try installed.count("complaint") == 8339)
        #expect(try installed.count("account") == 813)
        // 1,758 in progress and 97 untimely responses are open, the others closed.
        #expect(try installed.count("complaint", where: "status eq 'in_progress'") == 1855)
        #expect(try installed.count("complaint", where: "status eq 'closed'") == 6484)
        #expect(try installed.count("complaint", where: "timely eq false") == 161)
        #expect(try installed.count("complaint", where: "disputed eq true") == 1047)
        #expect(try installed.count("complaint", where: "channel eq 'web' and customer/name eq 'Equifax'") > 0)

        let again = try await installed.run("cfpb_complaints_2014.csv", map: "cfpb_2014")
        #expect(again.counts.unchanged == 8339)
        #expect(try installed.count("complaint") == 8339)

        let batch = try #require(report.batch)
        let undone = try await installed.importer.undo(batch, as: .system)
        #expect(undone.kept.map(\.description) == [])
        #expect(undone.deleted == 8339 + 813)
        #expect(try installed.count("complaint") == 0)
        #expect(try installed.count("account") == 0)
    }

    @Test func `brings narratives of several lines in as they are`() async throws {
        let installed = try await ShippedInstallation()
        let dry = try await installed.run("cfpb_complaints_2023_narratives.csv", map: "cfpb_2023", dry: true)
        #expect((dry.counts.created, dry.counts.refused) == (2067, 0))
        #expect(try installed.count("complaint") == 0)

        let report = try await installed.run("cfpb_complaints_2023_narratives.csv", map: "cfpb_2023")
        #expect(report.refused.map { "\($0.number) \($0.column ?? "") \($0.reason.english)" } == [])
        #expect((report.counts.created, report.counts.createdTargets) == (2067, 177))
        #expect(try installed.count("complaint", where: "narrative ne null") == 389)
        #expect(try installed.count("complaint", where: "contains(narrative, '\n')") > 100)
        #expect(try installed.count("complaint", where: "status eq 'in_progress'") == 616)
        #expect(try installed.count("complaint", where: "disputed eq null") == 2053)
    }
}

@Suite struct `The shipped import maps` {
    @Test(arguments: ["cfpb_2014", "cfpb_2023"])
    func `fit the shipped definitions`(name: String) async throws {
        let map = try await ShippedInstallation().map(name)
        #expect(map.entity.name == "complaint")
        #expect(map.warnings.isEmpty)
    }
}
