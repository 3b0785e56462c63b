import Access
import Definitions
import HTTPServing
import Hummingbird
import Model
import Queries
import Records

// What a record leads to: the records that its lookups name, the lists of those that look it up, its files, history and events.

extension Visit {
    /// The links of a set's records that the principal may know of.
    func links(of set: EntitySet) -> [NavigationProperty] {
        let access = access(to: set.type)
        return NavigationProperty.all(of: set.type).filter { link in
            guard access.shows(link.position), let target = catalog.entityType(named: link.target) else {
                return false
            }
            return isKnown(target)
        }
    }

    /// The lists of a set's records that the principal may know of.
    func lists(of set: EntitySet) -> [InverseLookup] {
        catalog.inverseLookups(of: set.type).filter { inverse in
            guard let name = inverse.name, set.type.position(of: name) == nil else { return false }
            return names.list(named: name, of: set.type) != nil
        }
    }

    /// Whether a part of a record can be read at an address of its own: a link, a list, its history, its events.
    ///
    /// - Returns: false for a property, which has none.
    /// - Throws: `Refusal` where a record has no such part.
    func isReadable(_ part: String, of set: EntitySet) throws(Refusal) -> Bool {
        if RecordFunction(rawValue: part) != nil || isFile(part, in: set) { return true }
        if links(of: set).contains(where: { $0.name == part }) { return true }
        if lists(of: set).contains(where: { $0.name == part }) { return true }
        if let position = set.type.position(of: part), access(to: set.type).shows(position) { return false }
        throw noPart(part, of: set)
    }

    func noPart(_ name: String, of set: EntitySet) -> Refusal {
        let known =
            RecordFunction.allCases.map(\.rawValue) + links(of: set).map(\.name) + lists(of: set).compactMap(\.name)
        return .noSuchPart(name, nearest: nearestName(to: name, among: known))
    }

    /// `GET complaints(id)/…`.
    func part(_ name: String, of id: RecordID, in set: EntitySet) throws -> Response {
        switch RecordFunction(rawValue: name) {
        case .history: return try history(of: id, in: set)
        case .events: return try events(of: id, in: set)
        case .timers: return try timers(of: id, in: set)
        case nil: break
        }
        if isFile(name, in: set) {
            _ = try AddressOptions(request, taking: AddressOptions.none)
            return try file(name, of: id, in: set)
        }
        if let link = links(of: set).first(where: { $0.name == name }),
            let target = api.sets.get(catalog).set(ofType: link.target)
        {
            return try follow(link, from: id, in: set, to: target)
        }
        guard let list = try condition(ofList: name, of: id, in: set) else { throw noPart(name, of: set) }
        return try self.list(list.set, where: list.condition)
    }

    /// `GET accounts(id)/complaints/$count`.
    func count(_ name: String, of id: RecordID, in set: EntitySet) throws -> Response {
        guard let list = try condition(ofList: name, of: id, in: set) else { throw noPart(name, of: set) }
        return try count(list.set, where: list.condition)
    }

    private func follow(
        _ link: NavigationProperty, from id: RecordID, in set: EntitySet, to target: EntitySet
    ) throws -> Response {
        let options = try AddressOptions(request, taking: AddressOptions.record)
        _ = try format(options)
        let source = try records.read(set.type.name, id, as: principal)
        let attribute = set.type.attributes[link.position]
        let told = set.type.targetTypePosition(of: attribute)
        guard told.map({ source.values[$0] == .text(link.target) }) ?? true,
            case .record(let targetID) = source.values[link.position]
        else { return DataResponse.empty(.noContent, version: version) }
        return try record(targetID, of: target)
    }

    /// The set of a record's list, and what makes its members.
    private func condition(
        ofList name: String, of id: RecordID, in set: EntitySet
    ) throws -> (set: EntitySet, condition: String)? {
        guard let inverse = lists(of: set).first(where: { $0.name == name }),
            let source = api.sets.get(catalog).set(ofType: inverse.source.name)
        else { return nil }
        _ = try records.read(set.type.name, id, as: principal)
        var condition = "\(inverse.attribute.name) eq \(id)"
        if let told = inverse.source.targetTypePosition(of: inverse.attribute) {
            condition += " and \(inverse.source.attributes[told].name) eq '\(set.type.name)'"
        }
        return (source, condition)
    }
}
