import Definitions

extension DefinitionSources {
    /// A register whose attributes have awkward names and values: what forms must keep, tell apart and bound.
    static let register = DefinitionSources(packs: [
        PackSources(
            name: "register",
            definitions: [
                file("pack.xml", pack), file("entry.xml", entry), file("firm.xml", firm), file("bill.xml", bill),
            ],
            charts: [SourceFile(path: "workflows/register/bill.scxml", text: chart)])
    ])

    private static func file(_ name: String, _ text: String) -> SourceFile {
        SourceFile(path: "entity-definitions/register/\(name)", text: text)
    }

    private static let pack = """
        <pack xmlns="urn:kontor:definitions:1" name="register" version="1.0.0">
          <label>Register</label><label xml:lang="de">Register</label>
        </pack>
        """

    private static let options = (1...500).map { #"<option name="o\#($0)"><label>Option \#($0)</label></option>"# }
        .joined()

    private static let entry = """
        <definitions xmlns="urn:kontor:definitions:1">
        <options name="many">\(options)</options>
        <entity name="entry" set="entries" was="filing" title="{name}">
          <label>Entry</label><label xml:lang="de">Eintrag</label>
          <plural-label>Entries</plural-label><plural-label xml:lang="de">Einträge</plural-label>
          <text name="name" max="600" required="true" search="true"/>
          <text name="key"/><text name="csrf"/><text name="view"/><text name="sort"/><text name="back"/>
          <text name="apartment" was="unit"/>
          <longtext name="body" max="1000000"/>
          <instant name="seen_at"/><instant name="made_at" default-expression="now()"/>
          <date name="due"/><time name="opens_at"/><duration name="spent"/><point name="place"/><json name="extra"/>
          <integer name="level" default="3"/><decimal name="share" scale="4"/><money name="fee" currencies="EUR USD"/>
          <money name="tip" currency="EUR"/><boolean name="active"/><boolean name="sure" required="true"/>
          <multichoice name="tags" options="many"/><choice name="kind" options="many"/>
          <email name="mail"/><phone name="phone"/><url name="web"/>
          <text name="code" pattern="[0-9]{3}"/><text name="number" unique="true"/>
          <lookup name="firm" to="firm" inverse="entries"/>
          <view name="all" columns="name body due tags" default="true"><label>All</label></view>
          <view name="short" columns="name level"><label>Short</label></view>
        </entity>
        <role name="keeper"><label>Keeper</label>
          <grant entity="entry" privileges="create read update delete"/>
          <grant entity="firm" privileges="create read update" hide="secret"/>
          <grant entity="bill" privileges="create read update" events="*"/>
        </role>
        </definitions>
        """

    private static let firm = """
        <entity xmlns="urn:kontor:definitions:1" name="firm" set="firms" title="{name}">
          <label>Firm</label><label xml:lang="de">Firma</label>
          <plural-label>Firms</plural-label><plural-label xml:lang="de">Firmen</plural-label>
          <text name="name" required="true" search="true"/><text name="secret"/><text name="city"/>
        </entity>
        """

    private static let bill = """
        <entity xmlns="urn:kontor:definitions:1" name="bill" set="bills" title="{name}">
          <label>Bill</label><label xml:lang="de">Rechnung</label>
          <plural-label>Bills</plural-label><plural-label xml:lang="de">Rechnungen</plural-label>
          <text name="name" required="true"/><state name="status" chart="bill"/>
        </entity>
        """

    private static let chart = """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
               name="bill" initial="work" k:entity="bill" k:attribute="status">
          <state id="work" initial="issued"><k:label>Work</k:label>
            <transition event="pay" target="paid"><k:label>Pay</k:label></transition>
            <state id="issued"><k:label>Issued</k:label>
              <transition event="remind" target="reminded"><k:label>Remind</k:label></transition>
            </state>
            <state id="reminded" k:colour="red"><k:label>Reminded</k:label></state>
          </state>
          <final id="paid"><k:label>Paid</k:label></final>
          <final id="written_off"><k:label>Written off</k:label></final>
        </scxml>
        """
}
