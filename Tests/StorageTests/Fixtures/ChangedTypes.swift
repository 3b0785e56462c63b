import Model
import SQLText
import SchemaPlanning
import Storage
import TestSupport

/// Entity types before and after a change that has every kind of step in it, and records that allow all of them.
enum ChangedTypes {
    static let here = SourceLocation(file: "order.xml", line: 9, column: 3)
    static let text = AttributeType.text(maximumLength: 40, isLong: false)
    static let integer = AttributeType.integer(minimum: nil, maximum: nil)

    static func attribute(
        _ name: String, _ type: AttributeType = text, was: [String] = [], required: Bool = false,
        default value: AttributeValue? = nil, personal: Bool = false
    ) -> Attribute {
        Attribute(
            name: name, type: type, label: LocalizedText(name), isRequired: required,
            personal: personal ? .init() : nil, defaultValue: value, formerNames: was, location: here)
    }

    static func type(
        _ name: String, was: [String] = [], _ declared: [Attribute], keys: [[String]] = [], indexes: [[String]] = []
    ) -> EntityType {
        EntityType(
            name: name, setName: name + "s", pack: "tests", label: LocalizedText(name),
            pluralLabel: LocalizedText(name), title: TitlePattern("{id}"), declared: declared, keys: keys,
            indexes: indexes, formerNames: was, location: here)
    }

    private static let number = NumberPattern("O-{####}").map(AttributeType.autonumber) ?? text

    static func options(_ names: String...) -> AttributeType {
        .choice(OptionSet(name: "o", options: names.map { .init(name: $0, label: LocalizedText($0)) }))
    }

    static func decimal(_ scale: Int) -> AttributeType { .decimal(scale: scale, minimum: nil, maximum: nil) }

    static let before = [
        type("account", [attribute("name")], keys: [["name"]]),
        type(
            "order",
            [
                attribute("number", number),
                attribute("customer", .lookup(target: "account", onDelete: .restrict)),
                attribute("payer", .lookup(target: "account", onDelete: .unlink)),
                attribute("status", .state(chart: "order")), attribute("amount", decimal(2)),
                attribute("pieces"), attribute("due"), attribute("rush", .boolean), attribute("level", integer),
                attribute("colour", options("red", "green", "blue")), attribute("fax"), attribute("remark"),
                attribute("contact"), attribute("weight", decimal(2)),
            ], keys: [["number"], ["fax"]], indexes: [["amount", "pieces"], ["remark"], ["status"]]),
        type("archive", [attribute("order", .lookup(target: "order", onDelete: .cascade)), attribute("text")]),
        type("shelf", [attribute("archive", .lookup(target: "archive", onDelete: .cascade))]),
    ]

    static let after = [
        type("company", was: ["account", "firm"], [attribute("title", was: ["name"])], keys: [["title"]]),
        type(
            "order",
            [
                attribute("code", number, was: ["number"]),
                attribute("customer", .lookup(target: "company", onDelete: .restrict)),
                attribute("status", .state(chart: "order_2")), attribute("amount", decimal(4)),
                attribute("pieces", integer), attribute("due_on", .date, was: ["due"]),
                attribute("rush", options("yes", "no")),
                attribute("level", .text(maximumLength: 5, isLong: false)),
                attribute("colour", options("red", "green")),
                attribute("remark", .text(maximumLength: 20, isLong: false), required: true, default: .text("none")),
                attribute("contact", .email), attribute("weight", integer),
                attribute("channel", text, required: true, default: .text("web")),
                attribute("agent", .lookup(target: "agent", onDelete: .unlink)),
            ], keys: [["code"], ["pieces", "level"]], indexes: [["amount", "pieces"], ["status"]]),
        type("agent", [attribute("name")]),
    ]

    /// Four orders of one account; the last has no values.
    static func fill(_ store: any Store, _ ids: SequentialIDs) async throws -> [RecordID] {
        let (account, orders, archive) = (ids.next(), (0..<4).map { _ in ids.next() }, ids.next())
        try await store.write { connection in
            let types = before
            try RecordTable(types[0]).insert(
                ComplaintTypes.record(types[0], account, ["name": .text("Nordwind")]), on: connection)
            for (index, id) in orders.enumerated() {
                var values: [String: AttributeValue] = [
                    "number": .text("O-000\(index)"), "customer": .record(account), "status": .text("open"),
                ]
                if index < 3 {
                    values["payer"] = .record(account)
                    values["amount"] = .decimal(ExactDecimal(unscaled: Int64(index) * 1050, scale: 2))
                    values["pieces"] = .text(String(index + 7))
                    values["due"] = .text("2026-03-0\(index + 1)")
                    values["rush"] = .boolean(index == 0)
                    values["level"] = .integer(Int64(index - 1))
                    values["colour"] = .text("red")
                    values["fax"] = .text("030-\(index)")
                    values["remark"] = .text("r\(index)")
                    values["contact"] = .text("a\(index)@example.org")
                    values["weight"] = .decimal(ExactDecimal(unscaled: 300, scale: 2))
                }
                try RecordTable(types[1]).insert(ComplaintTypes.record(types[1], id, values), on: connection)
            }
            try RecordTable(types[2]).insert(
                ComplaintTypes.record(types[2], archive, ["order": .record(orders[0])]), on: connection)
            try RecordTable(types[3]).insert(
                ComplaintTypes.record(types[3], ids.next(), ["archive": .record(archive)]), on: connection)
            for series in ["order.number:O-", "order.numbers:O-"] { _ = try CounterTable.next(series, on: connection) }
        }
        return orders
    }
}

/// Everything in a SQLite database, as text.
func contents(of store: any Store) throws -> String {
    try store.read { reader in
        let tables = try reader.all(
            SQLFragment("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        ) { $0.text(0) }
        var result =
            try reader.text(
                SQLFragment("SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)")) ?? ""
        for table in tables {
            let columns = try reader.all(
                SQLFragment("SELECT name FROM pragma_table_info(?) ORDER BY name", .text(table))
            ) { "quote(\(quotedIdentifier($0.text(0))))" }
            let list = columns.joined(separator: " || ',' || ")
            try reader.forEachRow(SQLFragment("SELECT \(list) FROM \(quotedIdentifier(table)) ORDER BY 1")) {
                result += "\n\(table): \($0.text(0))"
            }
        }
        return result
    }
}
