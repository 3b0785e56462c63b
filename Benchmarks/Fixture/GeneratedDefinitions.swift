import Definitions

/// A large project: entity types in packs of 50, each with 20 attributes, and as many charts and plugins as asked for.
struct GeneratedDefinitions {
    var entityTypes: Int
    var charts: Int
    var plugins: Int

    var sources: DefinitionSources {
        let size = 50
        return DefinitionSources(
            packs: stride(from: 0, to: entityTypes, by: size).map { start in
                let numbers = start..<min(start + size, entityTypes)
                let name = "pack\(start / size)"
                var pack = PackSources(name: name)
                pack.definitions = [
                    SourceFile(
                        path: "entity-definitions/\(name)/pack.xml",
                        text: "<pack xmlns=\"urn:kontor:definitions:1\" name=\"\(name)\" version=\"1.0.0\">"
                            + "<label>Pack \(start / size)</label></pack>")
                ]
                pack.definitions += numbers.map {
                    SourceFile(path: "entity-definitions/\(name)/thing\($0).xml", text: entityType($0, first: start))
                }
                pack.charts = numbers.filter { $0 < charts }.map {
                    SourceFile(path: "workflows/\(name)/flow\($0).scxml", text: Self.chart($0))
                }
                pack.plugins = numbers.filter { $0 < plugins }.map {
                    SourceFile(path: "plugins/\(name)/rule\($0).lua", text: Self.plugin($0))
                }
                return pack
            })
    }

    private func entityType(_ number: Int, first: Int) -> String {
        let state =
            number < charts ? "<state name=\"status\" chart=\"flow\(number)\"/>" : "<text name=\"status\" max=\"20\"/>"
        let texts = (0..<9).map {
            "<text name=\"text\($0)\" max=\"200\"><label xml:lang=\"de\">Text \($0)</label></text>"
        }
        let others = (0..<3).map {
            "<integer name=\"count\($0)\" min=\"0\"/><decimal name=\"amount\($0)\" scale=\"2\"/><date name=\"day\($0)\"/>"
        }
        return """
            <entity xmlns="urn:kontor:definitions:1" name="thing\(number)" set="things\(number)" title="{text0}">
              <label>Thing \(number)</label><label xml:lang="de">Ding \(number)</label>
              <plural-label>Things \(number)</plural-label><plural-label xml:lang="de">Dinge \(number)</plural-label>
              \(texts.joined(separator: "\n  "))
              \(others.joined(separator: "\n  "))
              \(state)
              <lookup name="other" to="thing\(first)" on-delete="restrict"/>
              <index attributes="day0 text0"/>
              <view name="all" columns="text0 text1 count0 status" order="text0" where="count0 gt 5">
                <label>All</label><label xml:lang="de">Alle</label>
              </view>
            </entity>
            """
    }

    private static func chart(_ number: Int) -> String {
        let states = (0..<6).map { state in
            """
            <state id="s\(state)"><k:label>State \(state)</k:label>
              <transition event="go" target="s\((state + 1) % 6)" cond="record.count0 ~= nil and record.count0 >= \(state)">
                <k:label>Go</k:label><assign location="record.count1" expr="\(state)"/>
              </transition>
            </state>
            """
        }
        return """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
                   name="flow\(number)" initial="s0" k:entity="thing\(number)" k:attribute="status">
            \(states.joined(separator: "\n"))
            </scxml>
            """
    }

    private static func plugin(_ number: Int) -> String {
        """
        local function check(change)
          local count = change.after.count0
          if count and count > \(number) then change.after.count2 = count * 2 end
          if change.kind == "create" and not change.after.text0 then kontor.refuse("A thing needs its first text.") end
        end
        kontor.before_save("thing\(number)", check)
        """
    }
}
