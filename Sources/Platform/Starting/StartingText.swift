import Definitions

/// The texts that `kontor new` begins with: short enough to be read, complete enough to be used.
enum StartingText {
    static func pack(_ name: String, requires: String?) -> String {
        let words = DefinitionName.inWords(name)
        return """
            <!-- The manifest of the pack '\(name)'. It requires the packs whose entity types, options and roles it uses or
                 extends, with a version requirement where it matters: requires="base crm ^1.0". -->
            <pack xmlns="urn:kontor:definitions:1" name="\(name)" version="1.0.0"\(requires.map { " requires=\"\($0)\"" } ?? "")>
              <label>\(words)</label><label xml:lang="de">\(words)</label>
            </pack>

            """
    }

    static func entity(_ name: String) -> String {
        let words = DefinitionName.inWords(name)
        let set = plural(name)
        let plural = DefinitionName.inWords(set)
        return """
            <!-- name is the singular, set the plural used in addresses, title what a record is called in lists. -->
            <entity xmlns="urn:kontor:definitions:1" name="\(name)" set="\(set)" title="{number} {subject}">
              <label>\(words)</label><label xml:lang="de">\(words)</label>
              <plural-label>\(plural)</plural-label><plural-label xml:lang="de">\(plural)</plural-label>

              <!-- One element for each attribute: text, longtext, email, phone, url, integer, decimal, money, boolean, date,
                   instant, time, duration, choice, multichoice, point, json, file, image, lookup, tree, autonumber,
                   state, formula, rollup. -->
              <autonumber name="number" pattern="\(name.prefix(1).uppercased())-{yyyy}-{####}"><label xml:lang="de">Nummer</label></autonumber>
              <text name="subject" max="200" required="true" search="true"><label xml:lang="de">Betreff</label></text>
              <date name="due_on"><label>Due</label><label xml:lang="de">Fällig</label></date>
              <decimal name="amount" scale="2" min="0"><label xml:lang="de">Betrag</label></decimal>
              <boolean name="done" default="false"><label xml:lang="de">Erledigt</label></boolean>
              <!-- A reference to a record of another entity type; inverse names the list of these records on the other one.
              <lookup name="account" to="account" on-delete="restrict" inverse="\(set)">
                <label xml:lang="de">Firma</label>
              </lookup>
              -->

              <!-- No two records have the same number. -->
              <key attributes="number"/>
              <!-- Speeds up lists that filter or sort by these. -->
              <index attributes="done due_on"/>
              <view name="all" columns="number subject due_on amount done" order="number desc">
                <label>All</label><label xml:lang="de">Alle</label>
              </view>
              <view name="open" columns="number subject due_on amount" order="due_on" where="done eq false">
                <label>Open</label><label xml:lang="de">Offen</label>
              </view>
            </entity>

            """
    }

    static func chart(_ name: String) -> String {
        """
        <!-- To let records follow this chart, name them both ways:
             here          k:entity="ENTITY" k:attribute="status" on <scxml>,
             in the entity <state name="status" chart="\(name)"/>.
             Until then it runs on its own: kontor chart run FILE. -->
        <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
               name="\(name)" initial="open">

          <state id="open">
            <k:label>Open</k:label><k:label xml:lang="de">Offen</k:label>
            <!-- An event that people send. k:roles="…" says who may, cond="record.amount ~= nil" when. -->
            <transition event="finish" target="done">
              <k:label>Finish</k:label><k:label xml:lang="de">Abschließen</k:label>
            </transition>
          </state>

          <state id="done">
            <k:label>Done</k:label><k:label xml:lang="de">Erledigt</k:label>
            <transition event="reopen" target="open">
              <k:label>Reopen</k:label><k:label xml:lang="de">Wieder öffnen</k:label>
            </transition>
          </state>
        </scxml>

        """
    }

    static func plugin(_ name: String, pack: String) -> String {
        """
        -- \(DefinitionName.inWords(name)): a rule of the pack '\(pack)'.
        --
        -- Rules run inside the write they apply to. They may change change.after, refuse, or ask for further writes with
        -- kontor.create, kontor.update, kontor.delete and kontor.send. Remove the dashes in front of what you need.

        -- Before a record is stored:
        -- kontor.before_save("ENTITY", function(change)
        --   local amount = change.after.amount
        --   if amount and amount > 10000 then
        --     kontor.refuse({ en = "Ask your manager first", de = "Bitte zuerst die Leitung fragen" }, "amount")
        --   end
        -- end)

        -- After a chart has taken a record from one state to another:
        -- kontor.after_transition("ENTITY", function(change, transition)
        --   if transition.to ~= "done" then return end
        --   kontor.create("activity", { kind = "note", subject = "Finished: " .. change.after.subject })
        -- end)

        """
    }

    /// A plural by the usual rules of English; people correct it where it is not.
    static func plural(_ name: String) -> String {
        let base = String(name.prefix(60))
        if base.hasSuffix("y"), let before = base.dropLast().last, !"aeiou".contains(before) {
            return base.dropLast() + "ies"
        }
        let hisses = ["s", "x", "z", "ch", "sh"].contains { base.hasSuffix($0) }
        return base + (hisses ? "es" : "s")
    }
}
