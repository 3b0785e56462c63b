import Model
import Queries

/// A small catalog: complaints of accounts, accounts with parents.
struct Complaints: QueryCatalog {
    static let here = SourceLocation(file: "test.xml", line: 1)

    static let account = EntityType(
        name: "account", setName: "accounts", pack: "test", label: "Account", pluralLabel: "Accounts",
        title: TitlePattern("{name}"),
        declared: [
            attribute("name", .text(maximumLength: 100, isLong: false)),
            attribute("city", .text(maximumLength: nil, isLong: false)),
            attribute("rating", .integer(minimum: nil, maximum: nil)),
            attribute("active", .boolean),
            attribute("parent", .tree(target: "account", onDelete: .unlink)),
            formula("doubled", integer, "rating mul 2"),
            formula("large", .boolean, "doubled gt 2"),
            formula("place", text, "concat(coalesce(city,'?'),' ',parent/name)"),
        ], keys: [], indexes: [], location: here)

    static let complaint = EntityType(
        name: "complaint", setName: "complaints", pack: "test", label: "Complaint", pluralLabel: "Complaints",
        title: TitlePattern("{subject}"),
        declared: [
            attribute("subject", .text(maximumLength: 200, isLong: false)),
            attribute("note", .text(maximumLength: nil, isLong: true)),
            attribute(
                "channel",
                .choice(
                    OptionSet(
                        name: "channel",
                        options: ["email", "phone", "letter"].map { .init(name: $0, label: LocalizedText($0)) }))),
            attribute("claim", .decimal(scale: 2, minimum: nil, maximum: nil)),
            attribute("fee", .decimal(scale: 3, minimum: nil, maximum: nil)),
            attribute("effort", .integer(minimum: nil, maximum: nil)),
            attribute("urgent", .boolean),
            attribute("received_on", .date),
            attribute("due_at", .instant),
            attribute("customer", .lookup(target: "account", onDelete: .restrict)),
            attribute("status", .state(chart: "complaint")),
            attribute("price", .money(MoneyRules(currencies: ["EUR", "BHD"], scale: 3))),
            attribute("opens_at", .time(minimum: nil, maximum: nil)),
            attribute("spent", .duration(minimum: nil, maximum: nil)),
            attribute(
                "tags",
                .multichoice(
                    OptionSet(
                        name: "tag",
                        options: ["vip", "vip_old", "late", "legal"].map { .init(name: $0, label: LocalizedText($0)) }))
            ),
            attribute("place", .point),
            attribute("extra", .json),
            attribute("nowhere", .lookup(target: "missing", onDelete: .restrict)),
            attribute("regarding", .polymorphic(targets: ["account", "complaint"], onDelete: .restrict)),
            attribute("regarding_type", .targetType(among: ["account", "complaint"])),
            formula("total", .decimal(scale: 2, minimum: nil, maximum: nil), "claim add fee mul effort"),
            formula("age", integer, "days(today(),received_on)"),
            formula("overdue", .boolean, "due_at lt now() and status ne 'closed'"),
            formula("headline", text, "concat(subject,': ',customer/place)"),
            formula("due_on", .date, "if(urgent,received_on,coalesce(date(due_at),received_on))"),
            formula("bonus", .decimal(scale: 4, minimum: nil, maximum: nil), "total divby effort"),
            formula("chain", integer, "if(age gt 100,1,if(age gt 50,2,if(age gt 20,3,4)))"),
            formula("circle", integer, "wheel add 1"),
            formula("wheel", integer, "circle add 1"),
        ], keys: [], indexes: [["status", "received_on"]], location: here)

    func entityType(named name: String) -> EntityType? {
        [Self.account, Self.complaint].first { $0.name == name }
    }

    func formula(at position: Int, of type: EntityType) -> KnownFormula {
        guard case .formula(let rules) = type.attributes[position].type else { return .unknown }
        let name = type.attributes[position].name
        guard !["circle", "wheel"].contains(name) else { return .circular(["circle", "wheel", "circle"]) }
        let formula = try? Formula(
            rules.expression, on: type, in: self, yielding: ValueType(rules.result, in: type))
        return formula.map { .computed($0.expression) } ?? .faulty
    }

    func states(ofChart name: String) -> ChartStates? {
        name == "complaint" ? ChartStates(flat: ["received", "in_progress", "settled", "closed"]) : nil
    }

    func list(named name: String, of type: EntityType) -> ListedLookup? {
        switch (type.name, name) {
        case ("account", "complaints"): Self.lookup("customer", of: Self.complaint)
        case (_, "about"): Self.lookup("regarding", of: Self.complaint)
        case ("account", "subsidiaries"): Self.lookup("parent", of: Self.account)
        default: nil
        }
    }

    func listNames(of type: EntityType) -> [String] {
        type == Self.account ? ["about", "complaints", "subsidiaries"] : ["about"]
    }

    private static func lookup(_ name: String, of type: EntityType) -> ListedLookup? {
        type.position(of: name).map { ListedLookup(source: type, position: $0) }
    }

    static func filter(_ text: String, on type: EntityType = complaint) throws -> Filter {
        try Filter(text, on: type, in: Complaints())
    }

    static func id(_ number: Int) -> RecordID { RecordID(high: 0x7000, low: 0x8000_0000_0000_0000 + UInt64(number)) }

    /// A record with the given values; the rest is null.
    static func record(_ type: EntityType, _ number: Int, _ values: [String: AttributeValue]) -> Record {
        var record = Record(type: type, values: Array(repeating: .null, count: type.attributes.count))
        record[.id] = .record(id(number))
        record[.revision] = .integer(1)
        for (name, value) in values { record[name] = value }
        return record
    }

    private static let integer = AttributeType.integer(minimum: nil, maximum: nil)
    private static let text = AttributeType.text(maximumLength: nil, isLong: false)

    private static func formula(_ name: String, _ result: AttributeType, _ expression: String) -> Attribute {
        attribute(name, .formula(FormulaRules(result: result, expression: expression)))
    }

    private static func attribute(_ name: String, _ type: AttributeType) -> Attribute {
        Attribute(name: name, type: type, label: LocalizedText(name), location: here)
    }
}

let now = Instant(microseconds: 1_790_000_000_123_456)
let me = Complaints.id(7)
let plainContext = EvaluationContext(principal: me, now: now, zone: .utc)
