import Access
import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Queries

/// How a write is to be answered. It is settled before anything is stored, so that nothing is left to be refused afterwards.
struct WriteAnswer {
    let set: EntitySet
    let format: ResponseFormat
    let preferences: Preferences
    /// Positions of the attributes that the answer shows.
    let positions: [Int]
    let selection: Selection?
}

extension Visit {
    /// Reads how the client wants a write to be answered.
    ///
    /// - Throws: `Refusal` where that is not possible: then nothing must be stored.
    func writeAnswer(for set: EntitySet, taking options: Set<String> = AddressOptions.record) throws -> WriteAnswer {
        let options = try AddressOptions(request, taking: options)
        let format = try format(options)
        let selection = try selection(options, of: set)
        return WriteAnswer(
            set: set, format: format, preferences: preferences, positions: positions(selection, of: set),
            selection: selection)
    }

    /// What `$select` names.
    func selection(_ options: AddressOptions, of set: EntitySet) throws(Refusal) -> Selection? {
        guard options["select"] != nil else { return nil }
        return try query(options, of: set).selection
    }

    /// The options as a query, with what the principal may select.
    func query(
        _ options: AddressOptions, of set: EntitySet, within condition: Filter? = nil
    ) throws(Refusal) -> QueryOptions {
        let selectable = options["select"].map { _ in
            Selectable(
                positions: Set(visiblePositions(of: set.type)),
                links: Set(links(of: set).map(\.name) + lists(of: set).compactMap(\.name)))
        }
        return try QueryOptions(
            options.string.pairs, on: set.type, in: names, within: condition, selecting: selectable)
    }

    /// Positions of the attributes that an answer shows; all that the principal may see where nothing is selected.
    func positions(_ selection: Selection?, of set: EntitySet) -> [Int] {
        let visible = visiblePositions(of: set.type)
        return selection?.positions.map { visible.filter(Set($0).contains) } ?? visible
    }
}
