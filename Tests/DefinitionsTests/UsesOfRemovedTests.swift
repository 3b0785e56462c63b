import Definitions
import Model
import Testing

@Suite struct `What was removed and is still used` {
    private static let before = """
        <options name="size">
          <option name="s"><label xml:lang="de">Klein</label></option>
          <option name="l"><label xml:lang="de">Groß</label></option>
        </options>
        <entity name="parcel" set="parcels" title="{code}">
          <label>Parcel</label><label xml:lang="de">Paket</label>
          <plural-label>Parcels</plural-label><plural-label xml:lang="de">Pakete</plural-label>
          <text name="code"><label xml:lang="de">Code</label></text>
          <text name="depot"><label xml:lang="de">Lager</label></text>
          <choice name="size" options="size" default="s"><label xml:lang="de">Größe</label></choice>
          <lookup name="sender" to="customer"><label xml:lang="de">Absender</label></lookup>
          <index attributes="depot code"/>
          <view name="all" columns="code depot" order="depot" where="size ne 's'">
            <label xml:lang="de">Alle</label>
          </view>
        </entity>
        <role name="porter">
          <label xml:lang="de">Träger</label>
          <grant entity="parcel" privileges="read" hide="depot" where="sender/name eq 'x'"/>
        </role>
        """

    private static func sources(_ content: String, office: PackSources = Project.office()) -> DefinitionSources {
        DefinitionSources(packs: [office, Project.branch(content)])
    }

    /// What is said of a changed text.
    private func gathered(_ change: (String) -> String) throws -> [Diagnostic] {
        _ = try DefinitionCompiler.compile(Self.sources(Self.before))
        let after = Self.sources(change(Self.before))
        let error = #expect(throws: DiagnosticsError.self) { try DefinitionCompiler.compile(after) }
        return UsesOfRemoved.gather(error?.diagnostics ?? [], before: Self.sources(Self.before), after: after)
    }

    private func without(_ line: String) -> (String) -> String {
        { $0.split(separator: "\n").filter { !$0.contains(line) }.joined(separator: "\n") }
    }

    @Test func `is one problem that lists every use with its line`() throws {
        let problems = try gathered(without("<text name=\"depot\">"))
        #expect(problems.map(\.code) == ["KTR-P180"])
        #expect(problems[0].message == "the attribute 'depot' of 'parcel' was removed, but is still used in 4 places")
        #expect(
            problems[0].hint == """
                remove these uses, or declare it again; if it was renamed, write was="depot" on it:
                        branch/branch.xml:12:22: <index attributes="depot code"/>
                        branch/branch.xml:13:34: <view name="all" columns="code depot" order="depot" where="size ne 's'">
                        branch/branch.xml:13:48: <view name="all" columns="code depot" order="depot" where="size ne 's'">
                        branch/branch.xml:19:50: <grant entity="parcel" privileges="read" hide="depot" where="sender/name eq 'x'"/>
                """)
        // Where it would have to be declared again.
        #expect(problems[0].location?.line == 6)
    }

    @Test func `tells the new name where the definition says it`() throws {
        let problems = try gathered {
            $0.replacing("<text name=\"depot\">", with: "<text name=\"hall\" was=\"depot\">")
        }
        #expect(problems.map(\.code) == ["KTR-P180"])
        #expect(
            problems[0].message
                == "the attribute 'depot' of 'parcel' is now called 'hall', but its old name is still used in 4 places"
        )
        #expect(problems[0].hint?.hasPrefix("write 'hall' there:") == true)
    }

    @Test func `is found for option sets, options, roles, charts and entity types`() throws {
        let set = try gathered { text in
            text.firstRange(of: "<entity").map { String(text[$0.lowerBound...]) } ?? text
        }
        #expect(set.map(\.message) == ["the option set 'size' was removed, but is still used in 1 place"])
        let option = try gathered(without("<option name=\"s\">"))
        #expect(option.map(\.message) == ["the option 's' of 'size' was removed, but is still used in 2 places"])

        let office = Project.office()
        var changed = office
        changed.charts = []
        func found(_ after: PackSources) -> [String] {
            let (old, new) = (Self.sources(Self.before, office: office), Self.sources(Self.before, office: after))
            do {
                _ = try DefinitionCompiler.compile(new)
                return []
            } catch {
                return UsesOfRemoved.gather(error.diagnostics, before: old, after: new).map(\.message)
            }
        }
        #expect(found(changed) == ["the chart 'ticket' was removed, but is still used in 1 place"])
        changed = office
        let text = String(decoding: office.definitions[1].bytes, as: UTF8.self)
        let end = try #require(text.firstRange(of: "</entity>")).upperBound
        let start = try #require(text.firstRange(of: "<entity name=\"customer\"")).lowerBound
        changed.definitions[1] = SourceFile(
            path: office.definitions[1].path, text: String(text[..<start] + text[end...]))
        #expect(found(changed) == ["the entity type 'customer' was removed, but is still used in 3 places"])
    }

    @Test func `leaves alone what is wrong for another reason`() throws {
        let problems = try gathered {
            without("<text name=\"depot\">")($0).replacing("title=\"{code}\"", with: "title=\"{kode}\"")
        }
        #expect(problems.map(\.code) == ["KTR-P180", "KTR-D133"])
        #expect(problems[1].message.contains("'kode'"))
    }

    @Test func `counts uses in texts that are no definitions`() throws {
        let after = Self.sources(without("<text name=\"depot\">")(Self.before))
        let error = #expect(throws: DiagnosticsError.self) { try DefinitionCompiler.compile(after) }
        let place = SourceLocation(file: "branch/imports/old.xml", line: 3, column: 5)
        let problems = UsesOfRemoved.gather(error?.diagnostics ?? [], before: Self.sources(Self.before), after: after) {
            let isThere = $0.contains { $0.name == "parcel" && $0.attribute(named: "depot") != nil }
            return isThere ? [] : [Diagnostic(.error, "KTR-I136", "parcel has no 'depot'", at: place)]
        }
        #expect(
            problems.map(\.message) == ["the attribute 'depot' of 'parcel' was removed, but is still used in 5 places"])
    }
}

@Suite struct `A file that cannot be read` {
    @Test func `is told of once, and not with every file that uses it`() {
        let good = Project.office()
        for broken in [
            "<definitions xmlns=\"urn:kontor:definitions:1\"><entity name=\"customer\" <", "no XML <a name='customer'>",
        ] {
            var office = good
            let text = String(decoding: good.definitions[1].bytes, as: UTF8.self)
            let rest = text.replacing("<entity name=\"customer\"", with: "<entity name=\"person\" was=\"x\"")
                .replacing("set=\"customers\"", with: "set=\"persons\"").replacing(
                    "to=\"customer\" on", with: "to=\"person\" on")
            office.definitions[1] = SourceFile(path: good.definitions[1].path, text: rest)
            #expect(Project.compile(office).diagnostics.count > 1)
            let letter = SourceFile(path: "entity-definitions/office/templates/letter.mustache", text: "<p>Hello</p>")
            var unused = good
            unused.templates.append(letter)
            #expect(Project.compile(unused).diagnostics.map(\.code).contains("KTR-D218"))
            office.templates.append(letter)
            office.definitions.append(SourceFile(path: "entity-definitions/office/customer.xml", text: broken))
            // Who uses a template may stand in it.
            #expect(!Project.compile(office).diagnostics.map(\.code).contains("KTR-D218"))
            let found = Project.compile(office).diagnostics.filter { $0.severity == .error }
            #expect(Set(found.map(\.location?.file)) == ["entity-definitions/office/customer.xml"], "\(found)")
        }
    }

    @Test func `hides no other mistake`() {
        var office = Project.office()
        office.definitions.append(
            SourceFile(path: "entity-definitions/office/more.xml", text: "<entity name=\"custom\""))
        let extended = Project.compile(
            office, Project.branch("<extend entity=\"custommer\"><date name=\"d\"/></extend>"))
        #expect(extended.diagnostics.contains { $0.code == "KTR-D130" })
    }

    @Test func `has declared its chart, and the manifest its pack`() {
        var office = Project.office()
        office.charts = [SourceFile(path: "workflows/office/ticket.scxml", text: "<scxml name=\"ticket\" <")]
        #expect(Set(Project.compile(office).diagnostics.map(\.location?.file)) == ["workflows/office/ticket.scxml"])
        office = Project.office()
        office.definitions[0] = SourceFile(path: "entity-definitions/office/pack.xml", text: "<pack")
        let found = Project.compile(office, Project.branch("<extend entity=\"customer\"><date name=\"d\"/></extend>"))
        #expect(
            Set(found.diagnostics.filter { $0.severity == .error }.map(\.location?.file))
                == ["entity-definitions/office/pack.xml"])
    }

    @Test func `has attributes that others may speak of`() {
        let found = Project.compile(
            Project.office(),
            Project.branch(
                """
                <extend entity="customer">
                  <txt name="vat"><label xml:lang="de">USt</label></txt>
                  <choice name="tier" options="tiers"><label xml:lang="de">Stufe</label></choice>
                  <view name="v" columns="name vat tier" order="tier"><label xml:lang="de">V</label></view>
                </extend>
                """)
        ).diagnostics.filter { $0.severity == .error }
        #expect(found.map(\.code) == ["KTR-D111", "KTR-D131"], "\(found)")
    }
}
