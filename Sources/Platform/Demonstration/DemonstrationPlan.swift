import Model

/// The demonstration data as a list of writes: worked out without a store, the same for the same day.
struct DemonstrationPlan {
    /// One record with the events that bring it to its state, in order.
    struct Entry {
        var entity: String
        var id: RecordID
        var author: DemonstrationUser
        var values: [String: DataValue]
        var events: [(author: DemonstrationUser, name: String, values: [String: DataValue])] = []
    }

    /// In an order in which lookups find what they refer to.
    var entries: [Entry] = []
    let today: CalendarDate
    var random: SeededGenerator
    private var accounts: [(id: RecordID, name: String, region: DemonstrationRegion)] = []
    private(set) var people: [(id: RecordID, name: String, email: String, account: Int)] = []
    private var leads: [RecordID] = []

    init(today: CalendarDate, seed: UInt64 = 2026) {
        self.today = today
        random = SeededGenerator(seed: seed)
        for index in 0..<64 { addAccount(index) }
        for _ in 0..<110 { addPerson() }
        for _ in 0..<80 { addLead() }
        for _ in 0..<90 { addActivity() }
        for _ in 0..<96 { addComplaint() }
        addParking()
    }

    private mutating func addAccount(_ index: Int) {
        let region = DemonstrationRegion.all[index % 2]
        // Each name meets each trade at most once, so that no two accounts have one name.
        let (half, count) = (index / 2, region.firmNames.count)
        let trade = region.trades[(half + half / count) % region.trades.count]
        let stem = region.firmNames[half % count]
        let name = "\(stem) \(trade.word) \(random.pick(region.legalForms))"
        let place = random.pick(region.places)
        let host = "\(asciiName(stem)).example"
        let id = random.recordID(on: today.adding(days: -random.number(200...900)))
        accounts.append((id, name, region))
        entries.append(
            Entry(
                entity: "account", id: id, author: .salesManager,
                values: [
                    "name": .text(name), "kind": .text(random.pick(["customer", "customer", "prospect", "partner"])),
                    "industry": .text(trade.industry), "website": .text("https://www.\(host)/"),
                    "email": .text("office@\(host)"), "phone": .text(phone(region)), "street": .text(street(region)),
                    "postal_code": .text(place.postalCode), "city": .text(place.city), "country": .text(place.country),
                    "employees": .integer(Int64(random.number(3...1800))),
                    "annual_revenue": .decimal(
                        ExactDecimal(unscaled: Int64(random.number(200...90_000)) * 100_000, scale: 2)),
                    "active": .boolean(random.chance(92)),
                ]))
    }

    private mutating func addPerson() {
        let account = random.number(0...accounts.count - 1)
        let region = accounts[account].region
        let (first, last) = (random.pick(region.firstNames), random.pick(region.lastNames))
        let email = "\(asciiName(first.name)).\(asciiName(last))@\(asciiName(accounts[account].name)).example"
        let id = random.recordID(on: today.adding(days: -random.number(30...600)))
        let place = random.pick(region.places)
        people.append((id, "\(first.name) \(last)", email, account))
        entries.append(
            Entry(
                entity: "person", id: id, author: random.chance(50) ? .salesAgent : .agent,
                values: [
                    "salutation": .text(first.salutation), "first_name": .text(first.name), "last_name": .text(last),
                    "account": .text(accounts[account].id.description),
                    "job_title": .text(random.pick(region.jobTitles)),
                    "email": .text(email), "phone": .text(phone(region)), "street": .text(street(region)),
                    "postal_code": .text(place.postalCode), "city": .text(place.city), "country": .text(place.country),
                    "language": .text(region.language), "newsletter": .boolean(random.chance(30)),
                ]))
    }

    private mutating func addLead() {
        let person = random.pick(people)
        let (account, day) = (accounts[person.account], today.adding(days: -random.number(1...150)))
        let id = random.recordID(on: day)
        let value = random.number(2...180) * 500
        var entry = Entry(
            entity: "lead", id: id, author: .salesAgent,
            values: [
                "subject": .text(random.pick(account.region.leadSubjects)), "company": .text(account.name),
                "contact_name": .text(person.name), "email": .text(person.email), "phone": .text(phone(account.region)),
                "source": .text(random.pick(["website", "referral", "fair", "campaign", "phone", "event"])),
                "rating": .text(random.pick(["hot", "warm", "warm", "cold"])),
                "estimated_value": .decimal(ExactDecimal(unscaled: Int64(value) * 100, scale: 2)),
                "probability": .integer(Int64(random.number(1...9) * 10)),
                "expected_on": .text(day.adding(days: random.number(40...240)).description),
                "last_contact_at": .text(Instant(day.adding(days: 1), microsecondsOfDay: 36_000_000_000).description),
                "account": .text(account.id.description), "person": .text(person.id.description),
            ])
        let path = random.number(1...10)
        if path > 3 { entry.events.append((.salesAgent, "contact", [:])) }
        if path > 6, path < 9 { entry.events.append((.salesAgent, "qualify", [:])) }
        if path >= 9 {
            let reason = random.pick(["price", "competitor", "no_need", "no_budget", "no_answer"])
            entry.events.append((.salesManager, "disqualify", ["lost_reason": .text(reason)]))
        }
        leads.append(id)
        entries.append(entry)
    }

    private mutating func addActivity() {
        let person = random.pick(people)
        let activity = random.pick(accounts[person.account].region.activities)
        let due = today.adding(days: random.number(-60...30))
        var values: [String: DataValue] = [
            "kind": .text(activity.kind), "subject": .text(activity.subject), "due_on": .text(due.description),
            "done": .boolean(due < today && random.chance(85)), "person": .text(person.id.description),
            "account": .text(accounts[person.account].id.description),
        ]
        if activity.kind == "meeting" {
            values["starts_at"] = .text(
                Instant(due, microsecondsOfDay: Int64(random.number(8...16)) * 3_600_000_000).description)
        }
        if random.chance(40) { values["lead"] = .text(random.pick(leads).description) }
        let id = random.recordID(on: due.adding(days: -7))
        entries.append(Entry(entity: "activity", id: id, author: .salesAgent, values: values))
    }

    private mutating func addComplaint() {
        let person = random.pick(people)
        let region = accounts[person.account].region
        let kind = random.pick(region.complaints)
        let day = today.adding(days: -random.number(0...120))
        var values: [String: DataValue] = [
            "subject": .text("\(kind.product): \(kind.issue)"), "product": .text(kind.product),
            "issue": .text(kind.issue), "narrative": .text(kind.narrative),
            "customer": .text(random.pick(accounts).id.description), "reporter": .text(person.id.description),
            "reporter_email": .text(person.email),
            "channel": .text(random.pick(["web", "web", "phone", "email", "postal_mail", "in_person"])),
            "priority": .text(random.pick(["low", "normal", "normal", "normal", "high"])),
            "received_on": .text(day.description),
        ]
        if let claims = kind.claims {
            values["claim"] = .decimal(ExactDecimal(unscaled: Int64(random.number(claims)) * 100 + 50, scale: 2))
        }
        var entry = Entry(
            entity: "complaint", id: random.recordID(on: day), author: .agent, values: values)
        // How far it has come: a fifth waits, the others are spread over the chart.
        let progress = random.number(1...10)
        let isGranted = random.chance(60)
        let decision = isGranted ? kind.relief : kind.rejection
        if progress > 2 { entry.events.append((.agent, "accept", [:])) }
        if progress > 4 { entry.events.append((.agent, "decide", ["resolution": .text(decision)])) }
        if progress > 5 { entry.events.append((.manager, isGranted ? "approve" : "reject", [:])) }
        if progress > 7 { entry.events.append((.agent, "close", [:])) }
        if progress > 9, !isGranted { entry.events.append((.agent, "dispute", [:])) }
        entries.append(entry)
    }

    private mutating func phone(_ region: DemonstrationRegion) -> String {
        region.phonePrefix + String(random.number(100...999))
    }

    private mutating func street(_ region: DemonstrationRegion) -> String {
        let (street, number) = (random.pick(region.streets), random.number(1...120))
        return region.numberFollowsStreet ? "\(street) \(number)" : "\(number) \(street)"
    }

    /// The letters of a name as they may stand in an address: `muellner`, `odowd`.
    private func asciiName(_ name: String) -> String {
        let spelled: [Character: String] = [
            "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "á": "a", "ç": "c", "&": "",
        ]
        let words = name.lowercased().split(separator: " ").prefix(2).joined(separator: "-")
        return words.map { spelled[$0] ?? String($0) }.joined().filter { $0.isASCII && ($0.isLetter || $0 == "-") }
    }
}
