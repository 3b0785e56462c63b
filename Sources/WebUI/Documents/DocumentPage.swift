/// A document made of a record: a page of its own, to be printed.
struct DocumentPage: Page {
    static let template = "document"

    struct LanguageLink: Sendable {
        var label: String
        var tag: String
        var href: String
        var isCurrent: Bool
    }

    var title: String
    /// BCP 47 tag of the document, which need not be the reader's.
    var lang: String
    /// HTML: the template's own, and values that were escaped.
    var body: String
    var backHref: String
    var backLabel: String
    var languages: [LanguageLink]

    func derived(_ name: String) -> Any? { name == "hasLanguages" ? languages.count > 1 : nil }
}

/// A document that can be made of a record, on the record's page.
struct DocumentLink: Sendable {
    var label: String
    /// One per language; one without a label where one text serves all.
    var languages: [DocumentPage.LanguageLink]
    var href: String
}
