import Foundation
import Model
import Mustache

/// Turns page values into HTML with the templates of this target.
struct PageRenderer: Sendable {
    private let library: MustacheLibrary

    /// Reads every `*.mustache` file of a folder.
    ///
    /// - Throws: when a template cannot be read or is malformed.
    init(templates folder: String) throws {
        MustacheContentTypes.register(EscapedHTML(), named: EscapedHTML.name)
        var templates: [String: MustacheTemplate] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where file.hasSuffix(".mustache") {
            let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            // A partial starts with Mustache's own escaping again, so each template names ours.
            templates[String(file.dropLast(9))] = try MustacheTemplate(
                string: "{{% CONTENT_TYPE: \(EscapedHTML.name)}}" + text)
        }
        library = MustacheLibrary(templates: templates)
    }

    /// The whole document.
    func render(_ page: some Page, in frame: PageFrame) -> String {
        let context: [String: Any] = [
            "frame": frame, "page": page, "t": TextTable(language: frame.textLanguage),
        ]
        return library.render(context, withTemplate: type(of: page).template) ?? ""
    }
}

/// What a template shows; each page has one template.
protocol Page: Sendable, TemplateValue {
    static var template: String { get }
    /// What the browser's tab says.
    var title: String { get }
}
