import Definitions
import Exchange
import Foundation
import Model
import Testing
import XMLDocuments

@Suite struct `The schema of import maps` {
    private static let everything = """
        <import xmlns="urn:kontor:definitions:1" entity="ticket" key="number" separator="semicolon" encoding="windows-1252"
          header="2" zone="Europe/Berlin">
          <column name="ID" to="number" trim="false" clean="true" optional="true"/>
          <column name="Received" to="received_on" format="D.M.YY" years-from="1930" default="1.1.30" empty="- | n/a"/>
          <column name="Claim" to="claim" decimal="," round="2"/>
          <column name="Timely" to="timely" true="Yes" false="No"/>
          <column name="Via" to="channel"><value from="Web" to="web"/><value from="none" to=""/></column>
          <column name="Company" to="customer" match="firm.name" create="true"><set to="kind" value="customer"/></column>
          <compose to="subject" from="{Product}: {Issue}" otherwise="{Product}"/>
          <constant to="body" value="x"/>
          <ignore name="Tags"/>
          <event send="accept" when="Response" is="a | b" on="both" unless="closed"><set to="body" column="Note"/><set to="noted_at" column="When" format="DD.MM.YYYY"/>\
        <set to="customer" value="Acme" match="firm.name"/></event>
        </import>
        """

    @Test func `takes what the reader of maps takes`() throws {
        #expect(try DefinitionSchema.loadImport().validate(Array(Self.everything.utf8), file: "map.xml").isEmpty)
        #expect(try ImportExamples.map(Self.everything).keys == ["number"])
    }

    @Test(arguments: [
        "<column name=\"A\" to=\"number\" rounding=\"2\"/>", "<column to=\"number\"/>", "<columns/>",
        "<event send=\"accept\" on=\"always\"/>", "<ignore/>",
    ])
    func `refuses what the reader refuses`(content: String) throws {
        let text = "<import xmlns=\"urn:kontor:definitions:1\" entity=\"ticket\">\(content)</import>"
        #expect(try !DefinitionSchema.loadImport().validate(Array(text.utf8), file: "map.xml").isEmpty)
        #expect(throws: DiagnosticsError.self) { try ImportExamples.map(text) }
    }

    @Test func `takes the shipped maps`() throws {
        let folder = ShippedInstallation.project.appendingPathComponent("entity-definitions")
        let maps =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
            .filter { $0.path.contains("/imports/") && $0.pathExtension == "xml" } ?? []
        #expect(maps.count >= 3)
        for map in maps {
            #expect(try DefinitionSchema.loadImport().validate([UInt8](Data(contentsOf: map)), file: map.path).isEmpty)
        }
    }
}
