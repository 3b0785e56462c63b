import Access
import Definitions
import Model
import Queries

/// What a body sets of a record (OData JSON Format 4.01 §4.5, §7; part 1 §11.4).
///
/// A record that was read can be sent back: whatever the system keeps or computes is passed over, and so is, for a new record,
/// what is null. Control information is checked where it says what the record is.
struct RecordInput {
    /// The record's own id, where a client gives one to a new record.
    private(set) var id: RecordID?
    private(set) var values: [String: DataValue] = [:]
    /// What is wrong with single members, to be told together with what the write path finds.
    private(set) var problems: [Refusal.Problem] = []

    private let type: EntityType
    /// The id of the record that the address names; nil for a new one.
    private let target: RecordID?
    private let numbersAsText: Bool
    private let visit: Visit

    /// - Throws: `Refusal` (501) for what the standard has and the service has not: records inside a record.
    init(_ body: RequestValues, for set: EntitySet, _ target: RecordID? = nil, in visit: Visit) throws(Refusal) {
        type = set.type
        self.target = target
        numbersAsText = body.numbersAsText
        self.visit = visit
        for member in body.members { try read(member) }
    }

    /// Everything that is wrong, as a refusal; nil where nothing is.
    var faults: Refusal? {
        guard !problems.isEmpty else { return nil }
        let isMalformed = problems.contains { $0.code != "KTR-W623" }
        return Refusal(isMalformed ? .malformed : .invalid, problems)
    }

    private mutating func read(_ member: DataValue.Member) throws(Refusal) {
        if let at = member.name.utf8.firstIndex(of: UInt8(ascii: "@")) {
            var term = member.name[at...].dropFirst()
            if term.hasPrefix("odata.") { term = term.dropFirst(6) }
            try readControl(member, name: String(member.name[..<at]), term: String(term))
        } else if let position = position(of: member.name) {
            try read(member.value, at: position)
        } else if let link = link(called: member.name) {
            try readLink(member, link)
        } else if visit.names.list(named: member.name, of: type) != nil {
            throw .notYet("'\(member.name)' in a body")
        } else {
            values[member.name] = member.value
        }
    }

    private mutating func read(_ value: DataValue, at position: Int) throws(Refusal) {
        let attribute = type.attributes[position]
        if position == SystemAttribute.id.position {
            guard target == nil, case .text(let text) = value else { return }
            guard let own = RecordID(text) else { throw .noID(text, set: type.setName) }
            id = own
            return
        }
        let isClaim = if case .targetType = attribute.type { true } else { false }
        if attribute.isReadOnly, !isClaim { return }
        if target == nil, value == .null { return }
        if case .text = value, !isText(allowedFor: attribute) {
            problems.append(.writtenAsText(attribute))
            return
        }
        set(attribute.name, value, by: attribute.name)
    }

    private func isText(allowedFor attribute: Attribute) -> Bool {
        switch attribute.type {
        case .integer, .decimal, .money: numbersAsText
        case .boolean: false
        default: true
        }
    }

    private mutating func set(_ name: String, _ value: DataValue, by member: String) {
        guard values.updateValue(value, forKey: name) == nil else {
            problems.append(.setTwice(member))
            return
        }
    }

    // MARK: names

    /// The position of an attribute that the principal may know of: what it may not is passed on, to be refused like any unknown name.
    private func position(of name: String) -> Int? {
        type.position(of: name).flatMap { visit.access(to: type).knows($0) ? $0 : nil }
    }

    private func link(called name: String) -> NavigationProperty? {
        NavigationProperty.named(name, of: type).flatMap { link in
            let target = visit.catalog.entityType(named: link.target)
            return position(of: type.attributes[link.position].name) != nil && target.map(visit.isKnown) == true
                ? link : nil
        }
    }

    // MARK: control information

    private mutating func readControl(_ member: DataValue.Member, name: String, term: String) throws(Refusal) {
        switch (name.isEmpty, term) {
        // What they ask for would not be done: that must not look like success.
        case (_, "delta"), (true, "removed"): throw .notYet("'\(member.name)' in a body")
        case (true, "type"): check(type: member, expected: "\(ResourcePath.namespace).\(type.name)")
        case (true, "id"): checkIdentity(member)
        case (false, "type"):
            guard let attribute = position(of: name).map({ type.attributes[$0] }) else { return }
            let property = ServiceModel.Property.Shape(attribute, in: visit.version)
            check(type: member, expected: property.isCollection ? "Collection(\(property.type))" : property.type)
        case (false, "bind"):
            guard let link = link(named: name) else {
                values[name] = member.value
                return
            }
            bind(member.value, to: link, by: member.name)
        default: break
        }
    }

    /// `#Kontor.complaint`, `#Int64`, also behind the address of a metadata document.
    private mutating func check(type member: DataValue.Member, expected: String) {
        guard case .text(let text) = member.value else {
            problems.append(.otherType(member.name, "?", expected: expected))
            return
        }
        let written = text.split(separator: "#", omittingEmptySubsequences: false).last.map(String.init) ?? text
        let bare = written.replacing("Edm.", with: "")
        let wanted = expected.replacing("Edm.", with: "")
        let numbers: Set<String> = ["Byte", "SByte", "Int16", "Int32", "Int64", "Decimal", "Single", "Double"]
        guard bare != wanted, !(numbers.contains(bare) && numbers.contains(wanted)) else { return }
        problems.append(.otherType(member.name, text, expected: expected))
    }

    /// `@odata.id` in a body names the record that it is.
    private mutating func checkIdentity(_ member: DataValue.Member) {
        guard case .text(let text) = member.value else { return }
        if case .record(let address) = RecordAddress.read(text, service: visit.address), address.set == type.setName,
            target == nil || address.id == target
        {
            return
        }
        problems.append(.foreignReference(member.name, text, sets: [type.setName]))
    }

    // MARK: references

    /// The link of a navigation property; a lookup may also be bound by its own name.
    private func link(named name: String) -> NavigationProperty? {
        if let link = link(called: name) { return link }
        guard let position = position(of: name), !type.attributes[position].type.isPolymorphic else { return nil }
        return NavigationProperty.all(of: type).first { $0.position == position }
    }

    /// `"customer_record": null`, `"customer_record": {"@id": "accounts(0190…)"}`.
    private mutating func readLink(_ member: DataValue.Member, _ link: NavigationProperty) throws(Refusal) {
        switch member.value {
        case .null:
            // Of a lookup to several entity types it may be another link that leads somewhere.
            guard target != nil, !type.attributes[link.position].type.isPolymorphic else { return }
            set(type.attributes[link.position].name, .null, by: member.name)
        case .object(let members) where members.count == 1 && ["@id", "@odata.id"].contains(members[0].name):
            bind(members[0].value, to: link, by: member.name)
        default: throw .notYet("a record in '\(member.name)'")
        }
    }

    private mutating func bind(_ value: DataValue, to link: NavigationProperty, by member: String) {
        let attribute = type.attributes[link.position]
        let target = visit.api.sets.get(visit.catalog).set(ofType: link.target)
        if value == .null {
            return set(attribute.name, .null, by: member)
        }
        guard case .text(let text) = value else { return problems.append(.unreadableReference(attribute.name)) }
        switch RecordAddress.read(text, service: visit.address) {
        case .record(let address) where address.set == target?.type.setName:
            set(attribute.name, .text(address.id.description), by: member)
            if let told = type.targetTypePosition(of: attribute) {
                set(type.attributes[told].name, .text(link.target), by: member)
            }
        case .record, .foreign:
            problems.append(.foreignReference(attribute.name, text, sets: [target?.type.setName ?? link.target]))
        case .unreadable: problems.append(.unreadableReference(attribute.name))
        }
    }
}
