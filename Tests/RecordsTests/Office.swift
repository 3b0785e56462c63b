import Model
import TestSupport

/// The office of these tests: customers with contracts and letters, agents who see their own.
enum Office {
    static let texts = WorkplaceTexts(
        definitions: """
            <options name="priority">
              <option name="low"/><option name="high"/><option name="urgent" retired="true"/>
            </options>
            <entity name="customer" set="customers" title="{name}">
              <text name="name" max="50" required="true"/>
              <text name="owner" max="20"/>
              <decimal name="revenue" scale="2"/>
              <lookup name="parent" to="customer" on-delete="unlink"/>
              <key attributes="name"/>
            </entity>
            <entity name="contract" set="contracts" title="{number} {subject}">
              <autonumber name="number" pattern="V-{yyyy}-{####}"/>
              <text name="subject" max="20" required="true"/>
              <choice name="priority" options="priority" default="low"/>
              <integer name="weight" min="0" max="100"/>
              <boolean name="signed" default="false"/>
              <date name="begins_on" immutable="true"/>
              <instant name="seen_at"/>
              <email name="contact" personal="true"/>
              <text name="remark" personal="true" subject="customer"/>
              <state name="status" chart="contract"/>
              <lookup name="customer" to="customer" on-delete="restrict" inverse="contracts"/>
            </entity>
            <entity name="letter" set="letters" title="{subject}">
              <text name="subject" required="true"/>
              <lookup name="contract" to="contract" on-delete="cascade"/>
              <lookup name="answers" to="letter" on-delete="cascade"/>
              <lookup name="sender" to="customer" on-delete="unlink"/>
            </entity>
            <role name="agent">
              <grant entity="customer" privileges="create read update" where="owner eq 'ada'" hide="revenue"/>
              <grant entity="contract" privileges="create read update" events="sign" readonly="weight" hide="remark"/>
            </role>
            <role name="reader"><grant entity="customer" privileges="read"/></role>
            <role name="box"><grant entity="letter" privileges="create"/></role>
            <role name="clerk">
              <grant entity="contract" privileges="create read update delete" where="weight lt 10"/>
              <grant entity="contract" privileges="read"/>
            </role>
            """,
        charts: [
            "contract": """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0"
                   datamodel="lua" name="contract" initial="draft" k:entity="contract" k:attribute="status">
              <state id="draft">
                <onentry><send event="forgotten" id="reminder" k:delay="2 business days"/></onentry>
                <transition event="sign" target="active"><assign location="record.signed" expr="true"/></transition>
                <transition event="forgotten" target="ended"/>
              </state>
              <state id="active"><transition event="end" target="ended"/></state>
              <final id="ended"/>
            </scxml>
            """
        ],
        plugins: [
            "contract": """
            kontor.before_save("contract", function(change)
              if change.after.subject == "hook" then
                kontor.create("letter", { subject = "Welcome", contract = change.after.id })
              end
            end)
            """
        ])

    /// Sees customers of `ada`, without revenue.
    static let agent = Workplace.person("ada", roles: ["agent"])
    /// May do nothing.
    static let nobody = Workplace.person("nobody", roles: [])
}
