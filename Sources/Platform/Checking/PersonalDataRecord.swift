import Definitions
import Foundation
public import Model

/// The personal data that definitions declare: what a record of processing activities has to tell (GDPR, Art. 30).
///
///     for line in try PersonalDataRecord.lines(of: folder, in: .german) { print(line) }
public enum PersonalDataRecord {
    /// A table of all attributes that hold personal data, in columns with a head: where, what, whose, why, what for, how long, and the
    /// place of the declaration.
    public static func lines(of folder: String, in language: Language) throws -> [String] {
        let catalog = try DefinitionCompiler.compile(DefinitionTree.read(from: URL(fileURLWithPath: folder)))
        return lines(of: catalog, in: language)
    }

    static func lines(of catalog: Catalog, in language: Language) -> [String] {
        let head = [
            LocalizedText("Where", german: "Wo"), LocalizedText("What", german: "Was"),
            LocalizedText("Whose", german: "Wessen"), LocalizedText("Legal basis", german: "Rechtsgrundlage"),
            LocalizedText("Purpose", german: "Zweck"), LocalizedText("Kept for", german: "Aufbewahrung"),
            LocalizedText("Declared at", german: "Angegeben in"),
        ].map { $0[language] }
        let rows = catalog.entityTypes.flatMap { type in
            type.attributes.compactMap { attribute in
                attribute.personal.map { row(of: attribute, $0, in: type, catalog, language) }
            }
        }
        return aligned([head] + rows)
    }

    private static func row(
        of attribute: Attribute, _ personal: Attribute.PersonalData, in type: EntityType, _ catalog: Catalog,
        _ language: Language
    ) -> [String] {
        let nothing = LocalizedText("not stated", german: "nicht angegeben")[language]
        let subject = personal.subject.flatMap { type.attribute(named: $0) }
        return [
            "\(type.name).\(attribute.name)", attribute.label[language], (subject?.label ?? type.label)[language],
            personal.legalBasis?.label[language] ?? nothing, personal.purpose?[language] ?? nothing,
            personal.retention.map { words($0, language) } ?? nothing, attribute.location.description,
        ]
    }

    private static func words(_ period: RetentionPeriod, _ language: Language) -> String {
        guard language.primary == .german else { return period.description }
        let (one, several) =
            switch period.unit {
            case .days: ("Tag", "Tage")
            case .months: ("Monat", "Monate")
            case .years: ("Jahr", "Jahre")
            }
        return "\(period.count) \(period.count == 1 ? one : several)"
    }

    /// Columns of equal width, two blanks apart.
    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).enumerated().map { index, cell in
                index == row.count - 1 ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
            }.joined(separator: "  ")
        }
    }
}
