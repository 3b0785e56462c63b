import Model
import TestSupport

/// A garage whose attributes demand more than a type.
enum Garage {
    static let texts = WorkplaceTexts(
        definitions: #"""
            <options name="size"><option name="small"/><option name="large"/></options>
            <entity name="owner" set="owners" title="{name}">
              <text name="name" required="true" personal="true" search="true"/>
              <phone name="phone" personal="true" search="true" pattern="\+[0-9 ]+"/>
              <text name="city"/>
            </entity>
            <entity name="job" set="jobs" title="{plate} {work}">
              <text name="plate" pattern="[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [0-9]{1,4}" unique="true" immutable="true" search="true">
                <message>A plate looks like HH-AB 123</message>
                <message xml:lang="de">Ein Kennzeichen sieht aus wie HH-AB 123</message>
              </text>
              <text name="work" min="3" search="true"/>
              <longtext name="remarks" search="true"/>
              <text name="secret" search="true"/>
              <date name="received_on" default-expression="today()"/>
              <date name="due_on" default-expression="adddays(received_on, effort mul 2)"/>
              <integer name="effort" default-expression="length(work)"/>
              <choice name="size" options="size" default-expression="concat('sm', 'all')"/>
              <integer name="rank" min="0" max="9" default-expression="effort"/>
              <decimal name="price" scale="2" required-in="done paid"/>
              <text name="invoice" required-in="billing"/>
              <text name="reason" required-for="apprentice"/>
              <lookup name="owner" to="owner" on-delete="unlink"/>
              <state name="status" chart="job"/>
              <index attributes="work"/>
            </entity>
            <role name="apprentice">
              <grant entity="job" privileges="create read update" events="*" hide="secret"/>
            </role>
            <role name="neighbour"><grant entity="job" privileges="create read update" where="created_by eq me()"/></role>
            <role name="viewer"><grant entity="job" privileges="read" where="effort gt 10"/></role>
            """#,
        charts: [
            "job": """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0"
                   datamodel="lua" name="job" initial="open" k:entity="job" k:attribute="status">
              <state id="open">
                <onentry><send event="hurry" k:delay="30 minutes"/></onentry>
                <transition event="hurry" target="done"/>
                <transition event="finish" target="done"/>
                <transition event="gift" target="done"><assign location="record.price" expr="0"/></transition>
                <transition event="note" target="open" type="internal"/>
              </state>
              <state id="done"><transition event="bill" target="billing"/></state>
              <state id="billing" initial="sent">
                <state id="sent"><transition event="pay" target="paid"/></state>
                <state id="reminded"/>
              </state>
              <final id="paid"/>
            </scxml>
            """
        ],
        plugins: [
            "job": """
            kontor.before_save("job", function(change)
              if change.after.work == "as plate" then change.after.remarks = change.after.plate end
              if change.after.work == "spoil" then change.after.plate = "spoiled" end
              if change.after.work == "shorten" then change.after.work = "x" end
              if change.after.plate == "b-a 1" then change.after.plate = "B-A 1" end
            end)
            """
        ])

    static let apprentice = Workplace.person("fritz", roles: ["apprentice"])
    static let neighbour = Workplace.person("nora", roles: ["neighbour"])
    static let viewer = Workplace.person("vera", roles: ["viewer"])
}
