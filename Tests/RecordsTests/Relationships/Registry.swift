import Model
import TestSupport

/// A registry with every sort of relationship, for the tests of this folder.
enum Registry {
    static let texts = WorkplaceTexts(
        definitions: """
            <options name="part"><option name="director"/><option name="owner"/></options>
            <entity name="region" set="regions" title="{name}">
              <text name="name" required="true"/>
              <tree name="parent" on-delete="cascade" inverse="parts"/>
            </entity>
            <entity name="account" set="accounts" title="{name}">
              <text name="name" required="true"/>
              <lookup name="region" to="region" on-delete="unlink" inverse="accounts"/>
              <tree name="parent" on-delete="restrict" inverse="subsidiaries"/>
              <key attributes="name"/>
            </entity>
            <entity name="person" set="people" title="{name}">
              <text name="name" required="true"/>
              <many-to-many name="organisations" to="account" through="employment" inverse="staff" validity="true">
                <choice name="part" options="part"/>
              </many-to-many>
              <many-to-many name="interests" to="region" inverse="fans"/>
              <many-to-many name="friends" to="person" inverse="friend_of"/>
            </entity>
            <entity name="note" set="notes" title="{text}">
              <text name="text" required="true"/>
              <lookup name="regarding" to="account person note" on-delete="restrict" inverse="notes"/>
              <lookup name="about" to="account region" on-delete="cascade" inverse="remarks"/>
              <lookup name="origin" to="person account" on-delete="unlink"/>
            </entity>
            <role name="clerk">
              <grant entity="person" privileges="create read update" where="created_by eq me()"/>
              <grant entity="account" privileges="read" where="name ne 'Secret'"/>
            </role>
            <role name="reader">
              <grant entity="person" privileges="read"/><grant entity="account" privileges="read"/>
            </role>
            <role name="territory">
              <grant entity="account" privileges="read update"
                where="under(region,0190f3c2-7d1e-7abc-8def-0123456789ab)"/>
              <grant entity="region" privileges="read"/>
            </role>
            <role name="active">
              <grant entity="account" privileges="read" where="staff/any(s: s/part eq 'director')"/>
            </role>
            """,
        plugins: [
            "notes": """
            kontor.before_save("note", function(change)
              if change.after.text == "swap" then change.after.regarding = change.after.origin end
              if change.after.text == "which" then change.after.text = tostring(change.after.regarding_type) end
            end)
            """
        ])
}

func reference(_ record: Record) -> DataValue { .text(record.id.description) }
