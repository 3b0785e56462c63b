import TestSupport

/// A bureau with dossiers, tasks and the plugins that a test gives it.
enum Bureau {
    static let definitions = """
        <options name="priority"><option name="low"/><option name="high"/></options>
        <entity name="dossier" set="dossiers" title="{subject}">
          <autonumber name="number" pattern="C-{###}"/>
          <text name="subject" max="40"/>
          <decimal name="claim" scale="2"/>
          <integer name="count" min="0" max="500"/>
          <choice name="priority" options="priority"/>
          <date name="due_on"/>
          <text name="note" max="200"/>
          <text name="secret" max="20"/>
          <state name="status" chart="dossier"/>
        </entity>
        <entity name="task" set="tasks" title="{subject}">
          <text name="subject" max="40" required="true"/>
          <integer name="depth"/>
          <lookup name="dossier" to="dossier" on-delete="cascade"/>
        </entity>
        <role name="agent">
          <grant entity="dossier" privileges="create read update" events="*" readonly="priority" hide="secret"/>
        </role>
        """

    private static let chart = """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" \
        datamodel="null" name="dossier" initial="open" k:entity="dossier" k:attribute="status">
          <state id="open">
            <transition event="close" target="closed"/>
            <transition event="shelve" target="closed" k:channels="plugin"/>
          </state>
          <state id="closed"><transition event="reopen" target="open"/></state>
        </scxml>
        """

    /// The texts with one plugin, `plugins/test/rule.lua`.
    static func texts(_ plugin: String) -> WorkplaceTexts { texts(["rule": plugin]) }

    static func texts(_ plugins: [String: String]) -> WorkplaceTexts {
        WorkplaceTexts(definitions: definitions, charts: ["dossier": chart], plugins: plugins)
    }

    static let agent = Workplace.person("ada", roles: ["agent"])
}
