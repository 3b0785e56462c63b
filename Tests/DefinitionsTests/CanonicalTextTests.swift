import Definitions
import Foundation
import Model
import Testing
import XMLDocuments

@Suite struct `Writing definitions` {
    @Test func `changes no byte of a shipped file`() throws {
        let files = try DefinitionTree.read(from: Project.folder).packs.flatMap(\.definitions)
        #expect(files.count >= 10)
        for file in files {
            let text = try CanonicalText.of(file.bytes, file: file.path)
            #expect(text == String(decoding: file.bytes, as: UTF8.self), "\(file.path)")
        }
    }

    @Test(arguments: BrokenDefinition.all.filter(\.isDefinition))
    func `is settled after one time, and says the same as before`(broken: BrokenDefinition) throws {
        guard let once = try? CanonicalText.of(broken.bytes, file: "a.xml") else { return }
        #expect(try CanonicalText.of(Array(once.utf8), file: "a.xml") == once)
        // Places move; what is found must not.
        func meaning(_ bytes: [UInt8]) -> [String] {
            broken.compile(bytes).map { "\($0.code) \($0.message.filter { !$0.isNumber })" }.sorted()
        }
        #expect(meaning(Array(once.utf8)) == meaning(broken.bytes))
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `undoes every change of layout`(seed: UInt64) throws {
        var random = Shuffler(state: seed)
        for file in try DefinitionTree.read(from: Project.folder).packs.flatMap(\.definitions) {
            let original = String(decoding: file.bytes, as: UTF8.self)
            let document = try XMLDocument.parse(file.bytes, file: file.path)
            let disturbed = random.disturb(document.root)
            let text = try CanonicalText.of(Array(disturbed.utf8), file: file.path)
            // Blank lines are people's own, and were taken away.
            let lines = original.split(separator: "\n").joined(separator: "\n")
            #expect(text.split(separator: "\n").joined(separator: "\n") == lines, "\(file.path)")
        }
    }

    @Test func `keeps comments, instructions and single blank lines, and sorts what has an order`() throws {
        let written = """
            <?xml version='1.0'?><?xml-model href="a.rng"?>
            <!-- before -->
            <d:entity title='{a} "&amp;" {b}' set="things"    name="thing" xmlns:d="urn:kontor:definitions:1">
            <d:view columns="a   b" name="all"/> <!-- of the view -->
            <!-- the first -->
            <d:text required="true" name="a"/>


            <!-- the second -->


            <!-- goes on -->
            <d:text name="b" max="10"><d:label xml:lang="de">  B
              &lt; C </d:label><d:label>B</d:label></d:text>
            <d:label>Thing</d:label>
              <!-- last -->
            </d:entity>
            <!-- after -->
            """
        let expected = """
            <?xml-model href="a.rng"?>
            <!-- before -->
            <entity xmlns="urn:kontor:definitions:1" name="thing" set="things" title="{a} &quot;&amp;&quot; {b}">
              <label>Thing</label>
              <!-- the first -->
              <text name="a" required="true"/>

              <!-- the second -->

              <!-- goes on -->
              <text name="b" max="10"><label>B</label><label xml:lang="de">B &lt; C</label></text>
              <view name="all" columns="a b"/> <!-- of the view -->
              <!-- last -->
            </entity>
            <!-- after -->

            """
        #expect(try CanonicalText.of(Array(written.utf8), file: "a.xml") == expected)
        #expect(try CanonicalText.of(Array(expected.utf8), file: "a.xml") == expected)
    }

    @Test func `refuses what it could not keep`() {
        for (content, code) in [
            ("text", "KTR-D170"), ("<x:y xmlns:x=\"urn:x\"/>", "KTR-D170"), ("<label><b/></label>", "KTR-D170"),
            ("<", "KTR-X120"),
        ] {
            let text = "<role xmlns=\"urn:kontor:definitions:1\" name=\"a\">\(content)</role>"
            let error = #expect(throws: DiagnosticsError.self) { try CanonicalText.of(Array(text.utf8), file: "a.xml") }
            #expect(error?.diagnostics.map(\.code) == [code])
        }
        let foreign = #expect(throws: DiagnosticsError.self) { try CanonicalText.of(Array("<a/>".utf8), file: "a") }
        #expect(foreign?.diagnostics.map(\.code) == ["KTR-D110"])
    }
}

/// Writes a definition in another layout that says the same.
private struct Shuffler {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private mutating func space() -> String { ["", " ", "\n", "\t", "\n    "][next(5)] }

    mutating func disturb(_ element: XMLElement, isRoot: Bool = true) -> String {
        var attributes = element.attributes.map { attribute -> String in
            let value = attribute.value.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                .replacing("'", with: "&apos;").replacing("\"", with: "&#34;")
            let name = attribute.namespace == nil ? attribute.name : "xml:\(attribute.name)"
            return next(2) == 0 ? "\(name)='\(value)'" : "\(name) = \"\(value)\""
        }
        if isRoot { attributes.append("xmlns=\"urn:kontor:definitions:1\"") }
        for index in attributes.indices.reversed() { attributes.swapAt(index, next(index + 1)) }
        let texts: Set<String> = ["label", "plural-label", "help", "purpose", "message"]
        var content = ""
        if texts.contains(element.name) {
            content = space() + element.text.replacing("&", with: "&amp;").replacing("<", with: "&lt;") + space()
        } else {
            // Labels may stand anywhere; of the others the order has a meaning.
            var children = element.elements
            if let label = children.firstIndex(where: { $0.name == "label" }) {
                let moved = children.remove(at: label)
                children.insert(moved, at: next(children.count + 1))
            }
            for child in children { content += space() + disturb(child, isRoot: false) }
            content += space()
        }
        return "<\(element.name) \(attributes.joined(separator: " \(space()) "))>\(content)</\(element.name)\(space())>"
    }
}
