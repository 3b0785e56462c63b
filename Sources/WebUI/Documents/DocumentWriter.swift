import Definitions
import Model
import Queries

/// Puts the values of a record into the text of a document, escaped; what its reader may not see is empty.
struct DocumentWriter {
    let record: Record
    let reached: Reached
    /// Writes in the document's language.
    let writer: ValueWriter
    let principal: Principal
    let today: CalendarDate
    private let paths: [[String]: AttributePath]
    private let escaping = EscapedHTML()

    init(
        _ text: TemplateText, of record: Record, _ reached: Reached, _ writer: ValueWriter, principal: Principal,
        today: CalendarDate
    ) {
        self.record = record
        self.reached = reached
        self.writer = writer
        self.principal = principal
        self.today = today
        paths = Self.paths(of: text, on: record.type, in: writer.catalog)
    }

    /// The attributes that a text speaks of. The compiler has checked that they are there.
    static func paths(
        of text: TemplateText, on type: EntityType, in catalog: Catalog
    ) -> [[String]: AttributePath] {
        var result: [[String]: AttributePath] = [:]
        for names in text.paths {
            let terms = try? OrderTerm.list(names.joined(separator: "/"), on: type, in: catalog)
            result[names] = terms?.first?.path
        }
        return result
    }

    func html(_ parts: [TemplateText.Part]) -> String {
        parts.map { part in
            switch part {
            case .markup(let text): text
            case .value(let names):
                // Several lines stay several lines.
                escaping.escapeText(value(names)).replacing("\n", with: "<br>\n")
            case .section(let names, let isInverted, let inner): isFilled(names) == isInverted ? "" : html(inner)
            }
        }.joined()
    }

    private func value(_ names: [String]) -> String {
        guard let path = paths[names] else {
            switch names {
            case [TemplateText.today]: return writer.format.date(today)
            case [TemplateText.user]: return principal.displayName
            default: return ""
            }
        }
        return writer.text(path.attribute, reached.value(path, from: record), of: reached.owner(path, from: record))
    }

    private func isFilled(_ names: [String]) -> Bool {
        guard let path = paths[names] else { return names == [TemplateText.today] || names == [TemplateText.user] }
        let value = reached.value(path, from: record)
        return !value.isNull && value != .boolean(false)
    }
}
