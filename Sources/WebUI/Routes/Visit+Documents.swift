import Definitions
import Foundation
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Queries
import Records

extension Visit {
    /// A document made of a record, in the language that the address names.
    ///
    /// - Throws: `Refusal(.forbidden)` with `KTR-W120` where the principal's roles or the record's state do not allow it.
    func document() throws -> Response {
        let type = try type()
        let record = try records.read(type.name, try recordID(), as: principal)
        guard let name = serving.parameters.get("document"),
            let document = page.catalog.documents(of: type).first(where: { $0.name == name })
        else { throw HTTPError(.notFound) }
        guard document.isOffered(to: principal.roles, in: page.states(of: record)) else {
            throw Refusal(
                .forbidden, "KTR-W120", DocumentTexts.refused(document.label), hint: DocumentTexts.refusedHint)
        }
        let wanted = parameters.filled("lang").map { Language(rawValue: $0) } ?? language
        guard let (text, written) = document.text(in: wanted) else { throw HTTPError(.notFound) }

        let paths = Array(DocumentWriter.paths(of: text, on: type, in: page.catalog).values)
        let reached = try reach(paths, from: [record])
        var writer = try writer(for: [record] + Array(reached.records.values))
        let title = writer.title(record)
        writer.format = ValueFormat(written, zone: page.format.zone)
        let today = writer.format.day(of: records.now())
        let body = DocumentWriter(text, of: record, reached, writer, principal: principal, today: today)
            .html(text.parts).namingTables(document.label[written])
        var response = answer(
            DocumentPage(
                title: "\(document.label[written]) · \(title)", lang: written.rawValue, body: body,
                backHref: Address.record(type, record.id), backLabel: DocumentTexts.back(to: title)[language],
                languages: document.links(of: record, current: written)),
            current: type)
        response.headers[.contentLanguage] = written.rawValue
        return response
    }

    /// The records that paths lead to.
    func reach(_ paths: [AttributePath], from starts: [Record]) throws -> Reached {
        try Reached(paths, from: starts) { try records.records(of: $1, entity: $0, as: principal) }
    }
}

extension DocumentTemplate {
    /// The addresses of a document in each of its languages.
    func links(of record: Record, current: Language?) -> [DocumentPage.LanguageLink] {
        languages.map { language in
            DocumentPage.LanguageLink(
                label: language.ownName, tag: language.rawValue,
                href: Address.document(record, name) + "?lang=\(percentEncoded(language.rawValue))",
                isCurrent: language == current)
        }
    }
}

extension Language {
    /// What its speakers call it, of those that the pages speak; others by their tag.
    var ownName: String {
        switch self {
        case .english: "English"
        case .german: "Deutsch"
        default: rawValue
        }
    }
}
