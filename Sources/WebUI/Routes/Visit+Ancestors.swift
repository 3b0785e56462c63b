import Definitions
import Foundation
import Hummingbird
import Model
import Queries
import Records

extension Visit {
    /// So many records above one in its tree are named.
    static let pathLength = 20

    /// The records above one in its tree, the topmost first.
    func path(to record: Record) throws -> [DetailPage.Ancestor] {
        guard let position = record.type.trees.first,
            page.permissions(record.type).shows(record.type.attributes[position])
        else { return [] }
        var (path, passed, next): ([DetailPage.Ancestor], Set<RecordID>, AttributeValue) = (
            [], [], record.values[position]
        )
        while case .record(let id) = next, passed.insert(id).inserted, path.count < Self.pathLength {
            do {
                let above = try records.read(record.type.name, id, as: principal)
                path.append(.init(name: try writer(for: [above]).title(above), href: Address.record(above.type, id)))
                next = above.values[position]
            } catch let refusal as Refusal where refusal.kind == .notFound {
                path.append(.init(name: RecordTexts.hiddenRecord[language]))
                break
            }
        }
        return path.reversed()
    }
}
