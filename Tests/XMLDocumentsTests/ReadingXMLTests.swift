import Model
import Testing
import XMLDocuments

@Suite struct `Reading XML` {
    private func parse(_ text: String) throws -> XMLDocument {
        try XMLDocument.parse(Array(text.utf8), file: "a.xml")
    }

    private func problem(_ text: String) -> Diagnostic? {
        problem(Array(text.utf8))
    }

    private func problem(_ bytes: [UInt8], limits: XMLLimits = .standard) -> Diagnostic? {
        do throws(DiagnosticsError) {
            _ = try XMLDocument.parse(bytes, file: "a.xml", limits: limits)
            return nil
        } catch {
            #expect(error.diagnostics.count == 1)
            return error.diagnostics.first
        }
    }

    @Test func `gives names, namespaces, attributes and text`() throws {
        let root = try parse(#"<a xmlns="urn:x" xmlns:k="urn:k" k:b="1" b="2 &amp; 3"><c/>t&lt;<![CDATA[<u>]]>v</a>"#)
            .root
        #expect(root.name == "a" && root.namespace == "urn:x")
        #expect(root.attribute("b")?.value == "2 & 3")
        #expect(root.attribute("b", namespace: "urn:k")?.value == "1")
        #expect(root.attributes.count == 2)
        #expect(root.elements(named: "c", namespace: "urn:x").count == 1)
        #expect(root.text == "t<<u>v")
        #expect(root.children.count == 2)
    }

    @Test func `knows line and column of elements, attributes, texts and comments`() throws {
        let text =
            "<?xml version=\"1.0\"?>\n<!-- <no> -->\n<a>\n  <b x='1'\n     y = \"a>b\" />zwölf<!--c--><d>e</d><![CDATA[<x>]]><f/>\n</a>\n"
        let root = try parse(text).root
        #expect(root.location == SourceLocation(file: "a.xml", line: 3, column: 1))
        let child = try #require(root.elements.first)
        #expect(child.location == SourceLocation(file: "a.xml", line: 4, column: 3))
        #expect(child.attribute("x")?.location == SourceLocation(file: "a.xml", line: 4, column: 6))
        #expect(child.attribute("y")?.location == SourceLocation(file: "a.xml", line: 5, column: 6))
        #expect(child.attribute("y")?.valueLocation == SourceLocation(file: "a.xml", line: 5, column: 11))
        #expect(root.children.contains(.text("zwölf", SourceLocation(file: "a.xml", line: 5, column: 18))))
        #expect(root.children.contains(.comment("c", SourceLocation(file: "a.xml", line: 5, column: 24))))
        #expect(root.elements[1].location.column == 32)
        #expect(root.elements[2].location.column == 55)
    }

    @Test func `reads a text that begins with a byte order mark`() throws {
        let document = try XMLDocument.parse([0xEF, 0xBB, 0xBF] + Array("<a/>".utf8), file: "a.xml")
        #expect(document.root.location.column == 1)
    }

    @Test func `says where a text stops being well-formed`() throws {
        let mismatch = try #require(problem("<a>\n  <b></c>\n</a>"))
        #expect(mismatch.code == "KTR-X120" && mismatch.location?.line == 2)
        #expect(mismatch.message.contains("mismatch"))
        #expect(problem("<a k:b='1'/>")?.code == "KTR-X121")
        #expect(problem("<a b='1' b='2'/>")?.code == "KTR-X120")
        #expect(problem("<a>&nbsp;</a>")?.code == "KTR-X120")
        #expect(problem("<a/><b/>")?.code == "KTR-X120")
        #expect(problem("no markup")?.code == "KTR-X120")
    }

    @Test func `refuses other encodings and what UTF-8 does not allow`() throws {
        #expect(problem("")?.code == "KTR-X101")
        #expect(problem("<a>\0</a>")?.code == "KTR-X103")
        let overlong: [UInt8] = Array("<a>\n".utf8) + [0xC0, 0xAF] + Array("</a>".utf8)
        #expect(problem(overlong)?.code == "KTR-X104")
        #expect(problem(overlong)?.location == SourceLocation(file: "a.xml", line: 2, column: 1))
        #expect(problem([0x3C, 0xED, 0xA0, 0x80])?.code == "KTR-X104")
        let label = try #require(problem("<?xml version='1.0' encoding='UTF-7'?><a/>"))
        #expect(label.code == "KTR-X105" && label.location?.column == 21)
        #expect(try parse("<?xml version='1.0' encoding='utf-8'?><a/>").root.name == "a")
    }

    @Test func `refuses every document type declaration`() {
        #expect(problem("<!DOCTYPE a><a/>")?.code == "KTR-X110")
        #expect(problem("<!-- x -->\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")?.location?.line == 2)
    }

    @Test func `refuses processing instructions inside the root but not before it`() throws {
        #expect(problem("<a><?php x ?></a>")?.code == "KTR-X111")
        #expect(try parse("<?editor x?><a><b/></a>").root.elements.first?.location.column == 16)
    }

    @Test func `holds every limit`() {
        var limits = XMLLimits()
        limits.bytes = 10
        #expect(problem(Array("<aaaaaaaaaaaa/>".utf8), limits: limits)?.code == "KTR-X102")
        let longTag = "<a b='>" + String(repeating: "x", count: 40_000) + "'/>"
        #expect(problem(longTag)?.code == "KTR-X130")
        let manyAttributes = "<a c='>' " + (0..<70).map { "b\($0)=''" }.joined(separator: " ") + "/>"
        #expect(problem(manyAttributes)?.code == "KTR-X131")
        let deep = String(repeating: "<a>", count: 101)
        #expect(problem(deep)?.code == "KTR-X132")
        #expect(problem("<a>" + String(repeating: "<b/>", count: 50_000) + "</a>")?.code == "KTR-X133")
        #expect(problem("<a>" + String(repeating: "x", count: 300_000) + "</a>")?.code == "KTR-X134")
        #expect(problem("<" + String(repeating: "x", count: 300) + "/>")?.code == "KTR-X135")
    }
}
