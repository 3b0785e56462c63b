import TestSupport

/// A desk with one entity type, `claim`, and the chart that a test gives it.
enum Desk {
    static let definitions = """
        <entity name="claim" set="claims" title="{subject}">
          <text name="subject" max="40" required="true"/>
          <decimal name="amount" scale="2"/>
          <integer name="rounds"/>
          <boolean name="late"/>
          <text name="log" max="200"/>
          <date name="decided_on"/>
          <text name="decided_by" max="40"/>
          <autonumber name="number" pattern="C-{###}"/>
          <state name="status" chart="claim"/>
        </entity>
        <role name="agent"><grant entity="claim" privileges="create read update" events="*" hide="amount"/></role>
        <role name="manager"><label>Manager</label><label xml:lang="de">Leitung</label><grant entity="claim" privileges="create read update delete" events="*"/></role>
        """

    /// The texts with a chart's content: what stands inside `<scxml>`.
    static func texts(_ chart: String, initial: String = "open", dataModel: String = "lua") -> WorkplaceTexts {
        WorkplaceTexts(
            definitions: definitions,
            charts: [
                "claim": """
                <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" \
                datamodel="\(dataModel)" name="claim" initial="\(initial)" k:entity="claim" k:attribute="status">
                \(chart)
                </scxml>
                """
            ])
    }

    static let agent = Workplace.person("ada", roles: ["agent"])
    static let manager = Workplace.person("mia", roles: ["manager"])
    static let otherManager = Workplace.person("max", roles: ["manager"])

    /// open → deciding → settled, with every kind of condition.
    static let deciding = """
        <state id="open">
          <k:label>Open</k:label><k:label xml:lang="de">Offen</k:label>
          <transition event="decide" target="deciding" cond="record.amount ~= nil and record.amount &gt; 100">
            <k:label>Submit</k:label><k:label xml:lang="de">Vorlegen</k:label>
            <assign location="record.decided_by" expr="principal.name"/>
          </transition>
        </state>
        <state id="deciding">
          <k:label>Being decided</k:label><k:label xml:lang="de">In Entscheidung</k:label>
          <transition event="approve" target="settled" k:roles="manager" k:four-eyes="decide">
            <assign location="record.decided_on" expr="today"/>
          </transition>
          <transition event="return" target="open"/>
        </state>
        <final id="settled"><k:label>Settled</k:label></final>
        """
}
