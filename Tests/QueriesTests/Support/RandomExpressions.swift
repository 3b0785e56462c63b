import Model

/// Writes random expressions that fit their types, as texts.
extension SeededRandom {
    mutating func condition(_ depth: Int) -> String {
        guard depth > 0 else { return pick(["urgent", "customer/active", "true", "false", "null", "urgent eq true"]) }
        let inner = depth - 1
        switch next() % 15 {
        case 14:
            return pick([
                "if(\(condition(inner)),\(condition(inner)),\(condition(inner)))",
                "coalesce(\(condition(inner)),\(condition(inner)))", "overdue", "customer/large",
            ])
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
        case 11, 12: return value(inner)
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

    /// A condition on a time, a duration, an amount, a place or several choices.
    private mutating func value(_ depth: Int) -> String {
        switch next() % 8 {
        case 0: return "\(span(depth)) \(comparison()) \(chance(10) ? "null" : span(depth))"
        case 1: return "\(moved()) \(comparison()) \(moved())"
        case 2:
            let time = pick(["opens_at", "time(due_at)", "09:30:00", "23:59", "null"])
            return "\(time) \(comparison()) \(pick(["opens_at", "12:00", "time(now())"]))"
        case 3: return "price \(comparison()) \(pick(["1.5", "claim", "-0.125", "0"]))"
        case 4:
            let place = pick(["place", "geography'SRID=4326;Point(7.465 51.51)'", "geography'Point(-179.9 89.5)'"])
            let limit = pick(["250", "1000.5", "3000000", "0", "-1", "null"])
            return "geo.distance(\(pick(["place", "place", place])),\(place)) \(comparison()) \(limit)"
        case 5: return "place \(pick(["eq", "ne"])) \(pick(["place", "null", "geography'SRID=4326;Point(0 0)'"]))"
        case 6: return "\(pick(["tags", "extra", "place", "spent"])) \(pick(["eq", "ne"])) null"
        default:
            let asked = pick([
                "t eq 'vip'", "t ne 'vip'", "startswith(t,'vip')", "t in ('late','legal')", "t eq channel", "t eq null",
                "not (t eq 'late') and urgent", "length(t) gt effort", "contains(subject,t) or t eq 'legal'",
            ])
            return pick([
                "tags/any()", "tags/any(t: \(asked))", "tags/all(t: \(asked))", "not tags/any(t: \(asked))",
            ])
        }
    }

    private mutating func span(_ depth: Int) -> String {
        guard depth > 0, chance(60) else {
            return pick(["spent", "spent", "duration'PT6H'", "duration'-P1DT0.5S'", "duration'P30000000D'"])
        }
        let inner = min(depth, 3) - 1
        return pick([
            "(\(span(inner)) add \(span(inner)))", "(\(span(inner)) sub \(span(inner)))", "-(\(span(inner)))",
            "(\(span(inner)) mul effort)", "(3 mul \(span(inner)))",
            "(\(span(inner)) div \(pick(["2", "effort", "-7"])))", "(due_at sub now())", "(received_on sub today())",
            "(today() sub received_on)", "(due_at sub due_at)",
        ])
    }

    private mutating func moved() -> String {
        pick([
            "received_on", "today()", "(received_on add spent)", "(today() sub spent)",
            "(duration'PT36H' add received_on)", "(received_on sub duration'PT1S')", "date(due_at add spent)",
            "date(now() sub spent)", "null", "(received_on add duration'P3000000D')",
        ])
    }

    mutating func comparison() -> String { pick(["eq", "ne", "gt", "ge", "lt", "le"]) }

    mutating func number(_ depth: Int) -> String {
        guard depth > 0, chance(60) else {
            return pick([
                "effort", "claim", "fee", "customer/rating", "0", "1", "-2", "12.5", "0.125", "3", "null", "total",
                "age",
                "customer/doubled",
            ])
        }
        let inner = depth - 1
        switch next() % 13 {
        case 8: return "if(\(condition(inner)),\(number(inner)),\(number(inner)))"
        case 9: return "coalesce(\(number(inner)),\(number(inner)),\(number(0)))"
        case 10: return "\(pick(["min", "max"]))(\(number(inner)),\(number(inner)))"
        case 11: return pick(["abs(\(number(inner)))", "round(\(number(inner)),1)", "floor(\(number(inner)),2)"])
        case 12:
            return pick([
                "\(pick(["months", "years"]))(\(date(inner)),\(date(inner)))", "weekday(\(date(inner)))",
                "weekday(\(instant()))",
            ])
        case 0, 1: return "(\(number(inner)) \(pick(["add", "sub"])) \(number(inner)))"
        case 2:
            return
                "(\(pick(["effort", "2", "claim", number(min(inner, 1))])) mul \(pick(["effort", "-3", "1.5", "fee"])))"
        case 3:
            return
                "(\(pick(["effort", "claim", "fee", "7", number(min(inner, 1))])) \(pick(["div", "divby", "mod"])) \(pick(["effort", "0", "-2", "0.5", "claim", "-1"])))"
        case 4: return "\(pick(["round", "floor", "ceiling"]))(\(number(inner)))"
        case 5: return "length(\(text(inner)))"
        case 6: return pick(["indexof(\(text(inner)),\(text(inner)))", "days(\(date(inner)),\(date(inner)))"])
        default:
            return pick([
                "year(\(date(inner)))", "month(\(instant()))", "day(\(date(inner)))", "hour(\(instant()))",
                "minute(\(instant()))", "second(\(instant()))", "-(\(number(inner)))", "hour(opens_at)",
                "minute(opens_at)",
                "second(opens_at)", "totalseconds(spent)",
            ])
        }
    }

    mutating func text(_ depth: Int) -> String {
        guard depth > 0, chance(50) else {
            let literal = text().replacing("'", with: "''")
            return pick([
                "subject", "note", "customer/name", "customer/parent/city", "'\(literal)'", "'\(literal)'", "null",
                "headline",
                "customer/place",
            ])
        }
        let inner = depth - 1
        return pick([
            "tolower(\(text(inner)))", "toupper(\(text(inner)))", "trim(\(text(inner)))",
            "concat(\(text(inner)),\(text(inner)))", "substring(\(text(inner)),\(pick(["0", "1", "-1", "effort"])))",
            "substring(\(text(inner)),\(pick(["0", "2"])),\(pick(["1", "0", "-1", "effort"])))",
            "text(\(number(inner)))", "text(\(date(inner)))", "if(\(condition(inner)),\(text(inner)),\(text(inner)))",
            "coalesce(\(text(inner)),\(text(inner)))", "\(pick(["min", "max"]))(\(text(inner)),\(text(inner)))",
            "concat(\(text(inner)),' ',\(text(inner)))",
        ])
    }

    mutating func date(_ depth: Int) -> String {
        pick([
            "received_on", "today()", "\(date())", "date(\(instant()))", "null", "due_on", "2024-02-29", "2025-01-31",
            "max(received_on,today())",
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
