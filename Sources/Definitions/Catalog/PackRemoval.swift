public import Model
import StateCharts

/// What goes when a pack is taken away, and what stays although the pack had to do with it.
///
///     let removal = PackRemoval(of: "branch", from: before, leaving: after)
///     for line in removal.goes { print("goes:  \(line)") }
///     for line in removal.stays { print("stays: \(line)") }
///
/// Both catalogs are compiled ones, so that a pack which others still require, or whose entity types others look up, has failed
/// to compile before. What changed at the same time in other packs is none of its lines.
public struct PackRemoval: Sendable, Hashable {
    /// One thing, and the consequence in words.
    public struct Line: Sendable, Hashable, CustomStringConvertible {
        /// What it is about: `account`, `account.vat`, `channel.fax`.
        public var name: String
        /// What happens: `the attribute, with its values`.
        public var what: String
        /// Where it is declared now; nil for what is declared nowhere.
        public var location: SourceLocation?

        /// `account.vat: the attribute, with its values (entity-definitions/branch/account.xml:3:3)`.
        public var description: String { "\(name): \(what)" + (location.map { " (\($0))" } ?? "") }
    }

    /// The pack that is taken away.
    public let pack: String
    /// What is no longer there.
    public let goes: [Line]
    /// What stays, although the pack declared it, extended it or wrote it.
    public let stays: [Line]

    /// Compares a catalog that has the pack with the one that is left without it.
    public init(of pack: String, from before: Catalog, leaving after: Catalog) {
        self.pack = pack
        var goes: [Line] = []
        var stays: [Line] = []
        for type in before.entityTypes {
            guard let left = after.entityType(named: type.name) else {
                guard type.pack == pack else { continue }
                let count = type.declaredPositions.count
                goes.append(
                    Line(
                        name: type.name,
                        what: "the entity type with \(count) attribute\(count == 1 ? "" : "s"), and all its records",
                        location: type.location))
                stays.append(Line(name: type.name, what: "the history of its records in the change log"))
                continue
            }
            let (lost, fallen) = Self.changes(of: type, in: before, to: left, in: after, by: pack)
            goes += lost + fallen
            if !(lost + fallen).isEmpty {
                stays.append(
                    Line(
                        name: type.name, what: "the entity type of '\(left.pack)' with its other attributes",
                        location: left.location))
            }
        }
        goes += Self.lostOptions(before, after, by: pack)
        goes += Self.lostRoles(before, after, by: pack)
        for (name, chart) in before.charts.sorted(by: { $0.key < $1.key }) where after.charts[name] == nil {
            let location = chart.states.first?.location
            guard location?.isIn(pack: pack) == true else { continue }
            goes.append(Line(name: name, what: "the chart, with its waiting timers", location: location))
        }
        for plugin in before.plugins
        where plugin.pack == pack && !after.plugins.contains(where: { $0.file.path == plugin.file.path }) {
            goes.append(Line(name: plugin.file.path, what: "the plugin"))
        }
        self.goes = goes
        self.stays = stays
    }

    private static func changes(
        of type: EntityType, in before: Catalog, to left: EntityType, in after: Catalog, by pack: String
    ) -> (lost: [Line], fallen: [Line]) {
        var lost: [Line] = []
        var fallen: [Line] = []
        for position in type.declaredPositions {
            let attribute = type.attributes[position]
            let name = "\(type.name).\(attribute.name)"
            guard let other = left.attribute(named: attribute.name) else {
                guard attribute.location.isIn(pack: pack) else { continue }
                lost.append(Line(name: name, what: "the attribute, with its values", location: attribute.location))
                continue
            }
            let now = Set(after.provenance(of: other, in: left))
            for step in before.provenance(of: attribute, in: type)
            where step.pack == pack && !step.isOverruled && step.kind == .sets && !now.contains(step) {
                fallen.append(Line(name: name, what: "what '\(step.pack)' sets: \(step.what)", location: step.location))
            }
        }
        for view in before.views(of: type)
        where view.location.isIn(pack: pack) && after.view(named: view.name, of: left) == nil {
            lost.append(Line(name: "\(type.name).\(view.name)", what: "the view", location: view.location))
        }
        lost += formsAndDocuments(of: type, in: before, to: left, in: after)
        func names(_ lists: [[Int]], _ of: EntityType) -> [String] {
            lists.map { $0.map { of.attributes[$0].name }.joined(separator: " ") }
        }
        let added = before.provenance(of: type).filter { $0.pack == pack }
        for (thing, was, now) in [("key", type.keys, left.keys), ("index", type.indexes, left.indexes)] {
            for list in names(was, type) where !names(now, left).contains(list) {
                guard let step = added.first(where: { $0.what == "the \(thing) '\(list)'" }) else { continue }
                lost.append(Line(name: type.name, what: step.what, location: step.location))
            }
        }
        return (lost, fallen)
    }

    private static func lostOptions(_ before: Catalog, _ after: Catalog, by pack: String) -> [Line] {
        before.optionSets.flatMap { set -> [Line] in
            let steps = before.provenance(ofOptionSet: set.name).filter { $0.pack == pack }
            guard let left = after.optionSet(named: set.name) else {
                return steps.filter { $0.kind == .declares }.map {
                    Line(name: set.name, what: "the option set", location: $0.location)
                }
            }
            return set.options.filter { left.option(named: $0.name) == nil }.compactMap { option in
                guard let step = steps.first(where: { $0.what == "the option '\(option.name)'" }) else { return nil }
                return Line(
                    name: "\(set.name).\(option.name)",
                    what: "the option; records that have it need another one first", location: step.location)
            }
        }
    }

    private static func lostRoles(_ before: Catalog, _ after: Catalog, by pack: String) -> [Line] {
        before.roles.flatMap { role -> [Line] in
            guard let left = after.role(named: role.name) else {
                guard role.pack == pack else { return [] }
                return [
                    Line(
                        name: role.name, what: "the role; users who have it lose what it allows",
                        location: role.location)
                ]
            }
            let places = Set(left.grants.map(\.location))
            return role.grants.filter { $0.location.isIn(pack: pack) && !places.contains($0.location) }.map {
                Line(name: role.name, what: "a grant of the role", location: $0.location)
            }
        }
    }
}

extension SourceLocation {
    /// Whether the file lies in the folder of a pack.
    fileprivate func isIn(pack: String) -> Bool { file.split(separator: "/").dropLast().contains { $0 == pack } }
}
