import Definitions

extension DefinitionSources {
    /// Clients and their matters, as small as the pages allow.
    static let office = DefinitionSources(packs: [
        PackSources(
            name: "office",
            definitions: [
                file("pack.xml", pack), file("client.xml", client), file("matter.xml", matter),
                file("exhibit.xml", exhibit),
                file("roles.xml", roles), file("registry.xml", registry), file("visit.xml", visit),
            ],
            charts: [SourceFile(path: "workflows/office/matter.scxml", text: chart)])
    ])

    private static func file(_ name: String, _ text: String) -> SourceFile {
        SourceFile(path: "entity-definitions/office/\(name)", text: text)
    }

    private static let pack = """
        <pack xmlns="urn:kontor:definitions:1" name="office" version="1.0.0">
          <label>Office</label><label xml:lang="de">Büro</label>
        </pack>
        """

    private static let client = """
        <entity xmlns="urn:kontor:definitions:1" name="client" set="clients" title="{name}">
          <label>Client</label><label xml:lang="de">Kunde</label>
          <plural-label>Clients</plural-label><plural-label xml:lang="de">Kunden</plural-label>
          <text name="name" max="100" required="true" search="true"><label xml:lang="de">Name</label></text>
          <decimal name="revenue" scale="2"><label xml:lang="de">Umsatz</label></decimal>
        </entity>
        """

    private static let matter = """
        <entity xmlns="urn:kontor:definitions:1" name="matter" set="matters" title="{number} {subject}">
          <label>Matter</label><label xml:lang="de">Vorgang</label>
          <plural-label>Matters</plural-label><plural-label xml:lang="de">Vorgänge</plural-label>
          <autonumber name="number" pattern="M-{yyyy}-{####}"><label xml:lang="de">Nummer</label></autonumber>
          <text name="subject" max="100" required="true" search="true">
            <label xml:lang="de">Betreff</label>
            <help>What it is about.</help><help xml:lang="de">Worum es geht.</help>
          </text>
          <decimal name="claim" scale="2" min="0"><label xml:lang="de">Forderung</label></decimal>
          <date name="due"><label>Due</label><label xml:lang="de">Fällig</label></date>
          <boolean name="urgent"><label xml:lang="de">Eilig</label></boolean>
          <longtext name="notes"><label xml:lang="de">Notizen</label></longtext>
          <lookup name="client" to="client" inverse="matters"><label xml:lang="de">Kunde</label></lookup>
          <state name="status" chart="matter"><label xml:lang="de">Status</label></state>
          <view name="open" columns="number subject client claim due status" order="number" where="status ne 'done'">
            <label>Open</label><label xml:lang="de">Offene</label>
          </view>
        </entity>
        """

    private static let exhibit = """
        <entity xmlns="urn:kontor:definitions:1" name="exhibit" set="exhibits" title="{subject}">
          <label>Exhibit</label><label xml:lang="de">Beweisstück</label>
          <plural-label>Exhibits</plural-label><plural-label xml:lang="de">Beweisstücke</plural-label>
          <text name="subject" max="100" required="true"><label xml:lang="de">Betreff</label></text>
          <image name="photo" max="100 kB"><label xml:lang="de">Foto</label></image>
          <file name="letter" max="1 kB"><label xml:lang="de">Brief</label></file>
        </entity>
        """

    /// Every sort of relationship, for the role `registrar`.
    private static let registry = """
        <definitions xmlns="urn:kontor:definitions:1">
          <entity name="unit" set="units" title="{name}">
            <label>Unit</label><label xml:lang="de">Einheit</label>
            <plural-label>Units</plural-label><plural-label xml:lang="de">Einheiten</plural-label>
            <text name="name" required="true"><label xml:lang="de">Name</label></text>
            <tree name="parent" inverse="parts"><label>Part of</label><label xml:lang="de">Gehört zu</label></tree>
            <many-to-many name="clients" to="client" through="contact" inverse="units" validity="true">
              <label>Contact</label><label xml:lang="de">Kontakt</label>
              <plural-label>Contacts</plural-label><plural-label xml:lang="de">Kontakte</plural-label>
              <text name="part"><label>Part</label><label xml:lang="de">Rolle</label></text>
            </many-to-many>
          </entity>
          <entity name="memo" set="memos" title="{text}">
            <label>Memo</label><label xml:lang="de">Vermerk</label>
            <plural-label>Memos</plural-label><plural-label xml:lang="de">Vermerke</plural-label>
            <text name="text" required="true"><label xml:lang="de">Text</label></text>
            <lookup name="regarding" to="client unit" inverse="memos">
              <label>Regarding</label><label xml:lang="de">Bezug</label>
            </lookup>
            <view name="all" columns="text regarding"><label>All</label><label xml:lang="de">Alle</label></view>
          </entity>
          <role name="registrar">
            <label>Registrar</label><label xml:lang="de">Registratur</label>
            <grant entity="client" privileges="create read update"/>
            <grant entity="unit" privileges="create read update delete"/>
            <grant entity="memo" privileges="create read update delete"/>
          </role>
        </definitions>
        """

    /// Values of the kinds that are more than a text or a number.
    private static let visit = """
        <definitions xmlns="urn:kontor:definitions:1">
        <options name="tag">
          <option name="vip"><label>Important</label><label xml:lang="de">Wichtig</label></option>
          <option name="late"><label>Late</label><label xml:lang="de">Verspätet</label></option>
          <option name="old" retired="true"><label>Old</label><label xml:lang="de">Alt</label></option>
        </options>
        <entity name="visit" set="visits" title="{subject} {fee}">
          <label>Visit</label><label xml:lang="de">Besuch</label>
          <plural-label>Visits</plural-label><plural-label xml:lang="de">Besuche</plural-label>
          <text name="subject" required="true"><label xml:lang="de">Anlass</label></text>
          <money name="fee" currencies="EUR USD JPY" min="0"><label xml:lang="de">Honorar</label></money>
          <money name="tip" currency="CHF"><label xml:lang="de">Trinkgeld</label></money>
          <time name="opens_at" min="06:00"><label>Opens</label><label xml:lang="de">Öffnet</label></time>
          <duration name="spent" max="P30D"><label xml:lang="de">Aufwand</label></duration>
          <multichoice name="tags" options="tag"><label xml:lang="de">Merkmale</label></multichoice>
          <json name="extra"><label xml:lang="de">Weiteres</label></json>
          <point name="place"><label xml:lang="de">Ort</label></point>
          <view name="all" columns="subject fee opens_at spent tags place" order="subject">
            <label>All</label><label xml:lang="de">Alle</label>
          </view>
        </entity>
        <role name="surveyor">
          <label>Surveyor</label><label xml:lang="de">Außendienst</label>
          <grant entity="visit" privileges="create read update"/>
        </role>
        </definitions>
        """

    private static let roles = """
        <definitions xmlns="urn:kontor:definitions:1">
          <role name="agent">
            <label>Agent</label><label xml:lang="de">Sachbearbeitung</label>
            <grant entity="matter" privileges="create read update" events="start finish"/>
            <grant entity="client" privileges="create read update" hide="revenue"/>
            <grant entity="exhibit" privileges="create read update"/>
          </role>
          <role name="reader">
            <label>Reader</label><label xml:lang="de">Einsicht</label>
            <grant entity="matter" privileges="read"/>
          </role>
        </definitions>
        """

    private static let chart = """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
               name="matter" initial="new" k:entity="matter" k:attribute="status">
          <state id="new">
            <k:label>New</k:label><k:label xml:lang="de">Neu</k:label>
            <transition event="start" target="work">
              <k:label>Start</k:label><k:label xml:lang="de">Beginnen</k:label>
            </transition>
            <transition event="finish" target="done" cond="record.claim ~= nil">
              <k:label>Finish</k:label><k:label xml:lang="de">Abschließen</k:label>
            </transition>
            <transition event="discard" target="done">
              <k:label>Discard</k:label><k:label xml:lang="de">Verwerfen</k:label>
            </transition>
          </state>
          <state id="work">
            <k:label>In progress</k:label><k:label xml:lang="de">In Arbeit</k:label>
            <onentry><send event="remind" k:delay="3 days"/></onentry>
            <transition event="remind" k:internal="true">
              <k:label>Reminder</k:label><k:label xml:lang="de">Erinnerung</k:label>
            </transition>
            <transition event="finish" target="done">
              <k:label>Finish</k:label><k:label xml:lang="de">Abschließen</k:label>
            </transition>
          </state>
          <final id="done"><k:label>Done</k:label><k:label xml:lang="de">Erledigt</k:label></final>
        </scxml>
        """
}
