import Definitions

/// A small catalog with an attribute of every type, compiled from the texts that an administrator would write.
enum TestCatalog {
    /// - Parameter change: to the texts of its entity types.
    static func compile(_ change: (String) -> String = { $0 }) throws -> Catalog {
        try DefinitionCompiler.compile(
            DefinitionSources(packs: [
                PackSources(
                    name: "test",
                    definitions: [
                        SourceFile(path: "entity-definitions/test/pack.xml", text: pack),
                        SourceFile(path: "entity-definitions/test/types.xml", text: change(types)),
                        SourceFile(path: "entity-definitions/test/roles.xml", text: roles),
                    ], charts: [SourceFile(path: "workflows/test/complaint.scxml", text: chart)])
            ]))
    }

    private static let pack = """
        <pack xmlns="urn:kontor:definitions:1" name="test" version="1.0.0"><label>Test</label></pack>
        """

    private static let types = """
        <definitions xmlns="urn:kontor:definitions:1">
          <options name="priority">
            <option name="low"><label>Low</label><label xml:lang="de">Niedrig</label></option>
            <option name="high"><label>High</label><label xml:lang="de">Hoch</label></option>
          </options>
          <options name="tag">
            <option name="vip"><label>VIP</label></option>
            <option name="late"><label>Late</label></option>
            <option name="old" retired="true"><label>Old</label></option>
          </options>
          <entity name="visit" set="visits" title="{subject}">
            <label>Visit</label><label xml:lang="de">Besuch</label>
            <text name="subject"/>
            <money name="fee" currencies="EUR JPY BHD" max="100000"/>
            <money name="tip" currency="CHF"/>
            <time name="opens_at"/>
            <duration name="spent"/>
            <multichoice name="tags" options="tag"/>
            <json name="extra"/>
            <point name="place"/>
          </entity>
          <entity name="account" set="accounts" title="{name}">
            <label>Account</label><label xml:lang="de">Firma</label>
            <text name="name" max="100" required="true"/>
            <decimal name="revenue" scale="2"/>
            <key attributes="name"/>
          </entity>
          <entity name="complaint" set="complaints" title="{number} {subject}">
            <label>Complaint</label><label xml:lang="de">Beschwerde</label>
            <plural-label>Complaints</plural-label><plural-label xml:lang="de">Beschwerden</plural-label>
            <autonumber name="number" pattern="C-{yyyy}-{#####}"/>
            <text name="subject" max="40" required="true"><label xml:lang="de">Betreff</label></text>
            <state name="status" chart="complaint"/>
            <choice name="priority" options="priority"/>
            <decimal name="claim" scale="2" min="0"/>
            <integer name="weight"/>
            <boolean name="urgent"/>
            <date name="received_on"/>
            <instant name="due_at"/>
            <lookup name="customer" to="account" on-delete="restrict" inverse="complaints"/>
            <email name="reporter_email" personal="true"/>
            <index attributes="received_on"/>
          </entity>
          <entity name="exhibit" set="exhibits" title="{subject}"><label>Exhibit</label>
            <text name="subject" max="100"/>
            <image name="photo" max="100 kB"/>
            <file name="letter" max="1 MB" types="text/plain application/pdf text/html" personal="true"/>
          </entity>
        </definitions>
        """

    private static let roles = """
        <definitions xmlns="urn:kontor:definitions:1">
          <role name="agent"><label>Agent</label>
            <grant entity="complaint" privileges="create read update" events="accept" hide="reporter_email"/>
            <grant entity="account" privileges="read" hide="revenue"/>
            <grant entity="exhibit" privileges="read update" hide="letter" readonly="photo"/>
          </role>
          <role name="manager"><label>Manager</label>
            <grant entity="complaint" privileges="create read update delete" events="*"/>
            <grant entity="account" privileges="create read update delete"/>
            <grant entity="exhibit" privileges="create read update delete"/>
          </role>
          <role name="surveyor"><label>Surveyor</label>
            <grant entity="visit" privileges="create read update"/>
          </role>
          <role name="intake"><label>Intake</label>
            <grant entity="complaint" privileges="create"/>
          </role>
        </definitions>
        """

    private static let chart = """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="null"
               name="complaint" initial="received" k:entity="complaint" k:attribute="status">
          <state id="received"><transition event="accept" target="accepted"/></state>
          <state id="accepted"><transition event="close" target="closed"/></state>
          <final id="closed"/>
        </scxml>
        """
}
