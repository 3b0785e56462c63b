import Model

extension SeededRandom {
    mutating func text() -> String {
        pick([
            "", "a", "Rechnung", "rechnung falsch", "Müller", "MÜLLER", "  padded ", "100%", "under_score", "O'Neill",
            "straße", "e\u{301}", "\u{e9}", "\u{1F600}", "zz", "Rech", "\ttab\n",
        ])
    }

    mutating func date() -> CalendarDate { CalendarDate(daysSinceEpoch: number(20_600...20_800)) }

    mutating func instant() -> Instant {
        Instant(
            microseconds: Int64(pick([number(1_780_000_000...1_800_000_000), number(-2_000_000...2_000_000)]))
                * 1_000_000
                + Int64(pick([0, 0, 123_456])))
    }

    private mutating func time() -> AttributeValue {
        TimeOfDay(milliseconds: Int64(number(0...23) * 3_600_000 + pick([0, 1_800_000, 59_999]))).map { .time($0) }
            ?? .null
    }

    private mutating func span() -> AttributeValue {
        let bound = pick([3, 100, 100_000_000_000])
        return TimeSpan(
            milliseconds: Int64(number(-bound...bound))
                * pick([1, 1000, 21_600_000].filter { $0 * Int64(bound) < TimeSpan.largest })
        )
        .map { .duration($0) } ?? .null
    }

    private mutating func tags() -> AttributeValue {
        let chosen = ["vip", "vip_old", "late", "legal"].filter { _ in chance(40) }
        return chosen.isEmpty ? .null : .names(chosen)
    }

    private mutating func place() -> AttributeValue {
        let near = (Int64(number(515_000_000...515_200_000)), Int64(number(74_600_000...74_700_000)))
        let far = (Int64(number(-900_000_000...900_000_000)), Int64(number(-1_800_000_000...1_800_000_000)))
        let (latitude, longitude) = pick([near, far])
        return GeoPoint(latitudeUnits: latitude, longitudeUnits: longitude).map { .point($0) } ?? .null
    }

    private mutating func maybe(_ value: AttributeValue) -> AttributeValue { chance(20) ? .null : value }

    mutating func accounts(_ count: Int) -> [Record] {
        (0..<count).map { number in
            Complaints.record(
                Complaints.account, 100 + number,
                [
                    "name": maybe(.text(text())), "city": maybe(.text(text())),
                    "rating": maybe(.integer(Int64(self.number(-3...3)))), "active": maybe(.boolean(chance(60))),
                    "parent": number == 0 ? .null : maybe(.record(Complaints.id(100 + self.number(0...number - 1)))),
                ])
        }
    }

    mutating func complaints(_ count: Int, accounts: Int) -> [Record] {
        (0..<count).map { number in
            let regarding = pick([nil, 100 + self.number(0...accounts - 1), 1000 + self.number(0...count - 1)])
            let large = pick([Int64.max, .min, 9_000_000_000_000_000_000, 1_000_000_000_000])
            return Complaints.record(
                Complaints.complaint, 1000 + number,
                [
                    "subject": maybe(.text(text())), "note": maybe(.text(text())),
                    "channel": maybe(.text(pick(["email", "phone", "letter"]))),
                    "claim": maybe(
                        .decimal(
                            ExactDecimal(unscaled: Int64(self.number(-2000...2000)) * pick([1, 25, 50]), scale: 2))),
                    "fee": maybe(
                        .decimal(ExactDecimal(unscaled: chance(5) ? large : Int64(self.number(-2500...2500)), scale: 3))
                    ),
                    "effort": maybe(.integer(chance(10) ? large : Int64(self.number(-4...4)))),
                    "urgent": maybe(.boolean(chance(50))), "received_on": maybe(.date(date())),
                    "due_at": maybe(.instant(instant())),
                    "customer": maybe(.record(Complaints.id(100 + self.number(0...accounts - 1)))),
                    "price": maybe(.decimal(ExactDecimal(unscaled: Int64(self.number(-3000...3000)), scale: 3))),
                    "opens_at": maybe(time()), "spent": maybe(span()), "tags": maybe(tags()), "place": maybe(place()),
                    "extra": maybe(.json(.object(["a": .integer(Int64(self.number(0...3)))]))),
                    "status": maybe(.text(pick(["received", "in_progress", "settled", "closed"]))),
                    "regarding": regarding.map { .record(Complaints.id($0)) } ?? .null,
                    "regarding_type": regarding.map { .text($0 < 1000 ? "account" : "complaint") } ?? .null,
                    "created_by": maybe(.record(Complaints.id(self.number(6...8)))),
                ])
        }
    }
}
