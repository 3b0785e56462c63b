import Definitions
import Foundation
import Model

/// Small projects to compile, and where the shipped one lies.
enum Project {
    static let folder: URL = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Compiles, and gives everything found; the catalog where there is one.
    static func compile(_ packs: PackSources...) -> (catalog: Catalog?, diagnostics: [Diagnostic]) {
        do throws(DiagnosticsError) {
            let catalog = try DefinitionCompiler.compile(DefinitionSources(packs: packs))
            return (catalog, catalog.warnings)
        } catch {
            return (nil, error.diagnostics)
        }
    }

    static func definitions(_ content: String) -> String {
        "<definitions xmlns=\"urn:kontor:definitions:1\">\n\(content)\n</definitions>"
    }

    /// A pack `office` with an entity type `customer`, an option set `colour`, an entity type `ticket` with a chart, and a role.
    static func office(adding files: [SourceFile] = []) -> PackSources {
        PackSources(
            name: "office",
            definitions: [
                SourceFile(
                    path: "entity-definitions/office/pack.xml",
                    text: """
                        <pack xmlns="urn:kontor:definitions:1" name="office" version="1.0.0">
                          <label>Office</label><label xml:lang="de">Büro</label>
                        </pack>
                        """),
                SourceFile(path: "entity-definitions/office/office.xml", text: definitions(content)),
            ] + files,
            charts: [SourceFile(path: "workflows/office/ticket.scxml", text: chart)])
    }

    /// A pack that requires `office`, and what it says.
    static func branch(
        named name: String = "branch", requires: String = "office", more: String = "", adding files: [SourceFile] = [],
        _ content: String? = nil
    ) -> PackSources {
        let manifest = """
            <pack xmlns="urn:kontor:definitions:1" name="\(name)" version="1.0.0" requires="\(requires)" \(more)>
              <label>\(name)</label><label xml:lang="de">\(name)</label>
            </pack>
            """
        let own = content.map { [SourceFile(path: "\(name)/\(name).xml", text: definitions($0))] } ?? []
        return PackSources(
            name: name, definitions: [SourceFile(path: "\(name)/pack.xml", text: manifest)] + own + files)
    }

    private static let content = """
        <entity name="customer" set="customers" title="{name}">
          <label>Customer</label><label xml:lang="de">Kunde</label>
          <plural-label>Customers</plural-label><plural-label xml:lang="de">Kunden</plural-label>
          <text name="name" required="true"><label xml:lang="de">Name</label></text>
          <lookup name="parent" to="customer" on-delete="unlink" inverse="branches">
            <label xml:lang="de">Mutter</label>
          </lookup>
        </entity>
        <entity name="ticket" set="tickets" title="{name}">
          <label>Ticket</label><label xml:lang="de">Vorgang</label>
          <plural-label>Tickets</plural-label><plural-label xml:lang="de">Vorgänge</plural-label>
          <text name="name"><label xml:lang="de">Name</label></text>
          <state name="status" chart="ticket"><label xml:lang="de">Status</label></state>
          <lookup name="customer" to="customer"><label xml:lang="de">Kunde</label></lookup>
        </entity>
        <options name="colour">
          <option name="red"><label xml:lang="de">Rot</label></option>
          <option name="green"><label xml:lang="de">Grün</label></option>
          <option name="blue" retired="true"><label xml:lang="de">Blau</label></option>
        </options>
        <role name="clerk">
          <label>Clerk</label><label xml:lang="de">Sachbearbeitung</label>
          <grant entity="customer" privileges="read"/>
        </role>
        """

    private static let chart = """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" name="ticket"
               initial="open" k:entity="ticket" k:attribute="status">
          <state id="open"><transition event="finish" target="done" k:roles="clerk"/></state>
          <state id="done"><transition event="reopen" target="open"/></state>
        </scxml>
        """
}
