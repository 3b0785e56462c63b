import Definitions
import Foundation
import Model
import StateCharts
import Testing
import XMLDocuments

@Suite struct `The schema for editors` {
    @Test func `accepts every shipped definition`() throws {
        let sources = try DefinitionTree.read(from: Project.folder)
        #expect(sources.packs.flatMap(\.definitions).count >= 10)
        #expect(try DefinitionSchema.validate(sources).map(\.description) == [])
    }

    /// What needs more than one file, or the meaning of a value, is beyond a schema.
    private static let beyondASchema: Set<String> = [
        "KTR-D104", "KTR-D105", "KTR-D106", "KTR-D107", "KTR-D117", "KTR-D118", "KTR-D121", "KTR-D122", "KTR-D123",
        "KTR-D130", "KTR-D131",
        "KTR-D132", "KTR-D133", "KTR-D135", "KTR-D136", "KTR-D137", "KTR-D138", "KTR-D139", "KTR-D140", "KTR-D141",
        "KTR-D143", "KTR-D144", "KTR-D145", "KTR-D146", "KTR-D150", "KTR-D152", "KTR-D154", "KTR-D155", "KTR-D156",
        "KTR-D160", "KTR-D162", "KTR-D163", "KTR-D164", "KTR-D165", "KTR-D166", "KTR-D167", "KTR-D202",
        "KTR-D180", "KTR-D181", "KTR-D203", "KTR-D204", "KTR-D205", "KTR-D206", "KTR-D207", "KTR-D208", "KTR-D209",
        "KTR-D201", "KTR-D210", "KTR-D212", "KTR-D215", "KTR-D242", "KTR-D243", "KTR-D251", "KTR-D252", "KTR-D253",
        "KTR-D254",
        "KTR-D255", "KTR-D256", "KTR-D257", "KTR-D258", "KTR-D147", "KTR-D266", "KTR-D268", "KTR-D288",
        "KTR-D220", "KTR-D221", "KTR-D222", "KTR-D223", "KTR-D225", "KTR-D226", "KTR-D227", "KTR-D228", "KTR-D229",
        "KTR-D230", "KTR-D232", "KTR-D233", "KTR-D710",
    ]

    @Test func `refuses what the compiler refuses for its form`() throws {
        let schema = try DefinitionSchema.load()
        var refused = 0
        for broken in BrokenDefinition.all where broken.isDefinition {
            let codes = broken.expected.map { String($0.prefix(8)) }
            let isForm = codes.contains { !Self.beyondASchema.contains($0) && !$0.hasPrefix("KTR-Q") }
            let found = schema.validate(broken.bytes, file: broken.name)
            // How many decimal places there may be, and which numbers, depends on other attributes.
            if isForm,
                !["bound_with_too_many_places", "money_bound_with_too_many_places", "set_max_zero"].contains(
                    broken.name)
            {
                #expect(!found.isEmpty, "\(broken) passes the schema")
                refused += 1
            }
            #expect(found.allSatisfy { ($0.location?.line ?? 0) >= 1 })
        }
        #expect(refused > 30)
    }

    @Test func `knows what Kontor adds to charts, and leaves alone what others add`() throws {
        let schema = try DefinitionSchema.loadWorkflow()
        for chart in try DefinitionTree.read(from: Project.folder).packs.flatMap(\.charts) {
            #expect(schema.validate(chart.bytes, file: chart.path).isEmpty, "\(chart.path)")
        }
        func problems(_ attributes: String, _ content: String) -> Int {
            let text = """
                <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" xmlns:x="urn:x"
                       version="1.0" \(attributes)>\(content)</scxml>
                """
            return schema.validate(Array(text.utf8), file: "a.scxml").count
        }
        #expect(problems("k:entity=\"a\" k:attribute=\"b\"", "<state id=\"s\" k:roles=\"r\" x:y=\"1\"/><x:z/>") == 0)
        for (attributes, content) in [
            ("k:entitty=\"a\"", "<state/>"), ("", "<state k:role=\"r\"/>"), ("", "<transitoin/>"), ("", "<k:lable/>"),
            ("nmae=\"a\"", "<state/>"), ("", "<state><transition k:delay=\"1s\"/></state>"),
            ("", "<state><transition k:internal=\"a\"/></state>"),
        ] { #expect(problems(attributes, content) > 0, "\(attributes) \(content)") }
        // What the reader of charts takes and the schema offers are the same.
        for (element, names) in Annotations.attributes {
            for name in names where element != "scxml" {
                let value = ["delay": "2 business days", "colour": "red", "internal": "true"][name] ?? "a"
                let inner = "<\(element) k:\(name)=\"\(value)\"/>"
                let content =
                    switch element {
                    case "transition", "history": "<state>\(inner)</state>"
                    case "send": "<state><onentry>\(inner)</onentry></state>"
                    case "data": "<datamodel><data id=\"v\" k:\(name)=\"\(value)\"/></datamodel>"
                    default: inner
                    }
                #expect(problems("", content) == 0, "\(content)")
            }
        }
    }

    @Test func `explains every element and attribute`() throws {
        let folder = Project.folder.appendingPathComponent("Sources/Definitions/Schemas")
        for name in ["kontor-definitions.rng", "kontor-workflow.rng", "kontor-import.rng"] {
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            var silent: [String] = []
            func look(_ element: XMLElement) {
                if let thing = element.attribute("name")?.value, ["element", "attribute"].contains(element.name),
                    !element.elements.contains(where: { $0.name == "documentation" })
                {
                    silent.append("\(name):\(element.location.line) \(thing)")
                }
                element.elements.forEach(look)
            }
            look(try XMLDocument.parse(bytes, file: name).root)
            #expect(silent.isEmpty)
        }
    }

    @Test func `says which schema cannot be read, and why`() {
        #expect(throws: DiagnosticsError.self) { try RelaxNGSchema(Array("<grammar/>".utf8), name: "a.rng") }
    }
}
