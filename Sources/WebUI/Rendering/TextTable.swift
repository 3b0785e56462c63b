import Model
import Mustache

/// The interface's own words for templates: `{{t.save}}` in the page's language.
struct TextTable: MustacheParent, Sendable {
    let language: Language

    func child(named name: String) -> Any? { InterfaceTexts.all[name].map { $0[language] } }
}
