import Definitions

extension DefinitionSources {
    /// The office with a pack that declares forms, a view, colours and a document for planners.
    static let desk = DefinitionSources(packs: office.packs + [deskPack])

    private static let deskPack = PackSources(
        name: "desk",
        definitions: [
            SourceFile(path: "entity-definitions/desk/pack.xml", text: pack),
            SourceFile(path: "entity-definitions/desk/desk.xml", text: definitions),
        ],
        templates: [
            SourceFile(path: "entity-definitions/desk/templates/notice.en.mustache", text: english),
            SourceFile(path: "entity-definitions/desk/templates/notice.de.mustache", text: german),
        ])

    private static let pack = """
        <pack xmlns="urn:kontor:definitions:1" name="desk" version="1.0.0" requires="office">
          <label>Desk</label><label xml:lang="de">Schreibtisch</label>
        </pack>
        """

    private static let english = """
        <p>Dear {{client.name}},</p>
        <p>[{{subject}}] [{{claim}}] [{{notes}}] [{{client.revenue}}] [{{due}}] [{{user}}] [{{today}}]</p>
        {{#mood}}<p>You are {{mood}}.</p>{{/mood}}{{^mood}}<p>We know nothing.</p>{{/mood}}
        {{#urgent}}<p>Urgent!</p>{{/urgent}}
        """

    private static let german = "<p>[{{subject}}] [{{claim}}] [{{mood}}] [{{due}}]</p>"

    private static let definitions = """
        <definitions xmlns="urn:kontor:definitions:1">
          <options name="mood">
            <option name="calm" colour="green"><label>Calm</label><label xml:lang="de">Ruhig</label></option>
            <option name="angry" colour="red"><label>Angry</label><label xml:lang="de">Zornig</label></option>
            <option name="mixed"><label>Mixed</label><label xml:lang="de">Gemischt</label></option>
          </options>
          <role name="planner">
            <label>Planner</label><label xml:lang="de">Planung</label>
            <grant entity="matter" privileges="create read update" events="start" hide="notes"/>
            <grant entity="client" privileges="read" hide="revenue"/>
          </role>
          <extend entity="matter">
            <choice name="mood" options="mood"><label xml:lang="de">Stimmung</label></choice>
            <multichoice name="moods" options="mood"><label xml:lang="de">Stimmungen</label></multichoice>
            <view name="moods" columns="number mood client/name" order="client/name desc" roles="planner"
                  default="true">
              <label>By mood</label><label xml:lang="de">Nach Stimmung</label>
            </view>
            <form name="intake" for="create">
              <section name="intake">
                <label>Intake</label><label xml:lang="de">Aufnahme</label>
                <note><label>Ask how they feel.</label><label xml:lang="de">Nach der Stimmung fragen.</label></note>
                <field name="subject" width="full"/>
                <field name="mood" required="true">
                  <help>As heard.</help><help xml:lang="de">Wie gehört.</help>
                </field>
                <field name="notes"/>
              </section>
            </form>
            <form name="plan" for="edit show" roles="planner" states="new">
              <section name="plan">
                <label>Plan</label><label xml:lang="de">Planung</label>
                <field name="number" width="third"/>
                <field name="subject" width="third" readonly="true"/>
                <field name="due" width="third" required="true"/>
                <field name="notes"/>
              </section>
              <section name="notes">
                <label>Only notes</label><label xml:lang="de">Nur Notizen</label>
                <note><label>Nothing is left here.</label><label xml:lang="de">Hier bleibt nichts.</label></note>
              </section>
            </form>
            <document name="notice" template="templates/notice.mustache" languages="en de" roles="planner" states="new">
              <label>Notice</label><label xml:lang="de">Mitteilung</label>
            </document>
          </extend>
          <extend entity="client">
            <form name="page" for="show">
              <section name="client">
                <label>Client file</label><label xml:lang="de">Kundenakte</label>
                <field name="name"/>
                <related name="matters" columns="subject mood claim"/>
              </section>
            </form>
          </extend>
        </definitions>
        """
}
