import Model

/// Writes random expressions that fit their types, as texts.
extension SeededRandom {
    mutating func condition(_ depth: Int) -> String {
        guard depth > 0 else { return pick(["urgent", "customer/active", "true", "false", "null", "urgent eq true"]) }
        let inner = depth - 1
        switch next() % 12 {
        case 0: return "(\(condition(inner)) and \(condition(inner)))"
        case 1: return "(\(condition(inner)) or \(condition(inner)) or \(condition(inner)))"
        case 2: return "not (\(condition(inner)))"
        case 3: return "\(number(inner)) \(comparison()) \(number(inner))"
        case 4: return "\(text(inner)) \(comparison()) \(text(inner))"
        case 5: return "\(date(inner)) \(comparison()) \(date(inner))"
        case 6: return "\(instant()) \(comparison()) \(instant())"
        case 7: return "\(pick(["contains", "startswith", "endswith"]))(\(text(inner)),\(text(inner)))"
        case 8: return "(\(condition(inner))) \(pick(["eq", "ne"])) (\(condition(inner)))"
        case 9: return "\(record()) \(pick(["eq", "ne"])) \(record())"
        case 10:
            return pick([
                "\(number(inner)) in (1,null,2.50,-3)", "\(text(inner)) in ('a','Müller','')",
                "effort in (1,2,3)", "effort in (null)", "received_on in (today(),null)", "claim in (0, 12.5, 1 div 0)",
            ])
        default:
            return pick([
                "status in ('received','closed')", "channel ne 'email'", "startswith(subject,'Re')", "claim gt 10",
                "customer/complaints/any(x: x/urgent or x/effort gt effort)",
                "customer/subsidiaries/all(x: x/rating ge 0)", "under(customer,\(Complaints.id(number(100...105))))",
                "under(customer/parent,regarding/account/id)", "regarding/account/rating ge regarding/complaint/effort",
                "customer/parent/rating ge 0", "customer/name eq null",
                "effort ge null", "null le claim",
            ])
        }
    }

    mutating func comparison() -> String { pick(["eq", "ne", "gt", "ge", "lt", "le"]) }

    mutating func number(_ depth: Int) -> String {
        guard depth > 0, chance(60) else {
            return pick(["effort", "claim", "fee", "customer/rating", "0", "1", "-2", "12.5", "0.125", "3", "null"])
        }
        let inner = depth - 1
        switch next() % 8 {
        case 0, 1: return "(\(number(inner)) \(pick(["add", "sub"])) \(number(inner)))"
        case 2: return "(\(pick(["effort", "2", "claim"])) mul \(pick(["effort", "-3", "1.5", "fee"])))"
        case 3:
            return
                "(\(pick(["effort", "claim", "fee", "7"])) \(pick(["div", "divby", "mod"])) \(pick(["effort", "0", "-2", "0.5", "claim", "-1"])))"
        case 4: return "\(pick(["round", "floor", "ceiling"]))(\(number(inner)))"
        case 5: return "length(\(text(inner)))"
        case 6: return pick(["indexof(\(text(inner)),\(text(inner)))", "days(\(date(inner)),\(date(inner)))"])
        default:
            return pick([
                "year(\(date(inner)))", "month(\(instant()))", "day(\(date(inner)))", "hour(\(instant()))",
                "minute(\(instant()))", "second(\(instant()))", "-(\(number(inner)))",
            ])
        }
    }

    mutating func text(_ depth: Int) -> String {
        guard depth > 0, chance(50) else {
            let literal = text().replacing("'", with: "''")
            return pick([
                "subject", "note", "customer/name", "customer/parent/city", "'\(literal)'", "'\(literal)'", "null",
            ])
        }
        let inner = depth - 1
        return pick([
            "tolower(\(text(inner)))", "toupper(\(text(inner)))", "trim(\(text(inner)))",
            "concat(\(text(inner)),\(text(inner)))", "substring(\(text(inner)),\(pick(["0", "1", "-1", "effort"])))",
            "substring(\(text(inner)),\(pick(["0", "2"])),\(pick(["1", "0", "-1", "effort"])))",
        ])
    }

    mutating func date(_ depth: Int) -> String {
        pick([
            "received_on", "today()", "\(date())", "date(\(instant()))", "null",
            "adddays(received_on,\(pick(["14", "-400", "effort", "99999999", "-9000000000000000000", "null"])))",
            "addmonths(\(pick(["received_on", "2024-01-31", "9999-11-30", "0001-01-31", "date(\(instant()))"])),"
                + "\(pick(["1", "-1", "13", "effort", "99999", "-99999", "9223372036854775807", "null"])))",
        ])
    }

    mutating func instant() -> String {
        pick([
            "due_at", "now()", "\(instant() as Instant)", "null", "adddays(due_at,\(pick(["30", "-30", "effort"])))",
            "adddays(now(),\(pick(["3652059", "9223372036854775807"])))",
        ])
    }

    mutating func record() -> String {
        pick([
            "customer", "customer/id", "customer/parent", "\(Complaints.id(number(100...105)))", "created_by", "me()",
            "null",
        ])
    }
}
