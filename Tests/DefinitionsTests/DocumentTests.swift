import Definitions
import Model
import Testing

@Suite struct `Declared documents` {
    private func compile(
        _ document: String, _ templates: [String: String]
    ) -> (catalog: Catalog?, diagnostics: [Diagnostic]) {
        var branch = Project.branch(
            "<extend entity=\"ticket\"><document name=\"letter\" \(document)><label xml:lang=\"de\">Brief</label></document></extend>"
        )
        branch.templates = templates.map {
            SourceFile(path: "entity-definitions/branch/templates/\($0.key).mustache", text: $0.value)
        }
        return Project.compile(Project.office(), branch)
    }

    @Test func `have a text for each language, taken apart`() throws {
        let (found, diagnostics) = compile(
            "template=\"templates/letter.mustache\" languages=\"en de\" roles=\"clerk\" states=\"open\"",
            [
                "letter.en":
                    "<p>Dear {{customer.name}},</p>{{! for us }}{{#name}}<p>{{ name }} < {{today}}</p>{{/name}}",
                "letter.de": "{{^customer.parent}}<p title='a > b'>{{user}}</p>{{/customer.parent}}",
            ])
        #expect(diagnostics.isEmpty)
        let catalog = try #require(found)
        let ticket = try #require(catalog.entityType(named: "ticket"))
        let document = try #require(catalog.documents(of: ticket).first)
        #expect(document.languages == [.english, .german])
        let english = try #require(document.text(in: .english))
        #expect(
            english.text.parts == [
                .markup("<p>Dear "), .value(["customer", "name"]), .markup(",</p>"),
                .section(
                    ["name"], isInverted: false,
                    [.markup("<p>"), .value(["name"]), .markup(" < "), .value(["today"]), .markup("</p>")]),
            ])
        let german = try #require(document.text(in: "de-at"))
        #expect(german.language == .german)
        #expect(german.text.paths == [["customer", "parent"], ["user"]])
        #expect(document.text(in: "fr")?.language == .english)
        #expect(catalog.documents(of: ticket, roles: ["clerk"], states: ["open"]).count == 1)
        #expect(catalog.documents(of: ticket, roles: ["other"], states: ["open"]).isEmpty)
        #expect(catalog.documents(of: ticket, roles: ["clerk"], states: ["done"]).isEmpty)
    }

    @Test func `change the fingerprint with their texts`() {
        let prints = ["a", "b"].map { compile("template=\"templates/letter.mustache\"", ["letter": $0]).catalog }
            .map { $0?.fingerprint }
        #expect(prints[0] != nil && prints[0] != prints[1])
    }

    @Test func `are missed where a file is missing, and so is the document of a file`() {
        let found = compile("template=\"templates/leter.mustache\"", ["letter": "<p>a</p>"]).diagnostics
        #expect(found.map(\.code) == ["KTR-D212", "KTR-D218"])
        #expect(found.first?.hint == "did you mean 'templates/letter.mustache'?")
        #expect(found.last?.location?.file == "entity-definitions/branch/templates/letter.mustache")
    }

    @Test func `have a limit of size and depth`() {
        let text = String(repeating: "x", count: 65_537)
        #expect(
            compile("template=\"templates/letter.mustache\"", ["letter": text]).diagnostics.map(\.code) == ["KTR-D217"])
        let deep = String(repeating: "{{#name}}", count: 17) + String(repeating: "{{/name}}", count: 17)
        #expect(
            compile("template=\"templates/letter.mustache\"", ["letter": deep]).diagnostics.map(\.code) == ["KTR-D214"])
    }
}
