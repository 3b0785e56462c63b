/// What names, addresses and texts are put together from in one language. All of it is invented.
struct DemonstrationRegion: Sendable {
    /// Option of `correspondence_language`.
    var language: String
    var firstNames: [(name: String, salutation: String)]
    var lastNames: [String]
    /// Places with postal code and country.
    var places: [(city: String, postalCode: String, country: String)]
    var streets: [String]
    /// Puts a number behind the street, or in front of it.
    var numberFollowsStreet: Bool
    /// What a firm does, with the option of `industry`.
    var trades: [(word: String, industry: String)]
    var firmNames: [String]
    var legalForms: [String]
    var jobTitles: [String]
    /// Numbers that are set aside for films and belong to nobody.
    var phonePrefix: String
    var leadSubjects: [String]
    var activities: [(kind: String, subject: String)]
    var complaints: [Complaint]

    struct Complaint: Sendable {
        var product: String
        var issue: String
        var narrative: String
        /// In whole units.
        var claims: ClosedRange<Int>?
        var relief: String
        var rejection: String
    }
}

extension DemonstrationRegion {
    static let all = [german, english]

    static let german = DemonstrationRegion(
        language: "german",
        firstNames: [
            ("Anneke", "ms"), ("Bernhard", "mr"), ("Carla", "ms"), ("Detlef", "mr"), ("Eva", "ms"), ("Florian", "mr"),
            ("Gesine", "ms"), ("Hannes", "mr"), ("Ilse", "ms"), ("Jürgen", "mr"), ("Katrin", "ms"), ("Levent", "mr"),
            ("Malin", "ms"), ("Noah", "mr"), ("Özlem", "ms"), ("Rüdiger", "mr"), ("Svenja", "ms"), ("Tarek", "mr"),
        ],
        lastNames: [
            "Ahlers", "Bäumler", "Cordes", "Dörfler", "Ehrenreich", "Färber", "Göbel", "Hölscher", "Imhof", "Jäger",
            "Kästner", "Löwe", "Müllner", "Nüßlein", "Oehler", "Pröll", "Rößner", "Schäfer", "Tüfekçi", "Weiß",
        ],
        places: [
            ("Bremen", "28195", "Deutschland"), ("Görlitz", "02826", "Deutschland"), ("Köln", "50667", "Deutschland"),
            ("Lübeck", "23552", "Deutschland"), ("Nürnberg", "90402", "Deutschland"), ("Graz", "8010", "Österreich"),
            ("Wien", "1070", "Österreich"), ("Zürich", "8001", "Schweiz"), ("Saarbrücken", "66111", "Deutschland"),
        ],
        streets: ["Ahornweg", "Am Speicher", "Bahnhofstraße", "Färbergasse", "Lindenallee", "Mühlenstraße", "Torweg"],
        numberFollowsStreet: true,
        trades: [
            ("Maschinenbau", "manufacturing"), ("Energie", "energy"), ("Versicherung", "insurance"),
            ("Logistik", "transport"), ("Immobilien", "real_estate"), ("Systemhaus", "technology"),
            ("Medizintechnik", "health"), ("Handel", "retail"), ("Beratung", "services"), ("Bank", "finance"),
        ],
        firmNames: [
            "Nordlicht", "Elbtal", "Sonnhof", "Rheinbrücke", "Alpenrand", "Havelland", "Weserblick", "Harzkamm",
        ],
        legalForms: ["GmbH", "AG", "GmbH & Co. KG", "eG"],
        jobTitles: ["Einkauf", "Geschäftsführung", "Buchhaltung", "Leitung IT", "Sachbearbeitung", "Vertrieb"],
        phonePrefix: "+49 30 23125",
        leadSubjects: [
            "Ablösung der Altanwendung", "Beschwerdestelle digital", "Erweiterung auf 40 Arbeitsplätze",
            "Vertragsverwaltung für drei Standorte", "Angebot Wartung", "Einführung im Kundendienst",
            "Prüfung der Schnittstellen", "Schulung für Fachabteilungen",
        ],
        activities: [
            ("call", "Rückruf zum Angebot"), ("meeting", "Vorstellung beim Kunden"), ("task", "Unterlagen nachreichen"),
            ("email", "Termin bestätigen"), ("note", "Gespräch mit dem Einkauf"), ("task", "Angebot überarbeiten"),
        ],
        complaints: [
            Complaint(
                product: "Stromliefervertrag", issue: "Abschlag zu hoch",
                narrative: "Der Abschlag wurde ohne Erklärung verdoppelt, obwohl der Verbrauch gesunken ist.",
                claims: 60...900, relief: "Abschlag auf den alten Betrag gesetzt, Differenz erstattet.",
                rejection: "Der Abschlag folgt aus der Ablesung, die dem Schreiben beilag."),
            Complaint(
                product: "Girokonto", issue: "Überweisung nicht ausgeführt",
                narrative: "Die Miete ging zwei Wochen zu spät ein; der Vermieter hat gemahnt.",
                claims: 15...250, relief: "Mahnkosten übernommen und um Entschuldigung gebeten.",
                rejection: "Das Konto war am Tag der Ausführung nicht gedeckt."),
            Complaint(
                product: "Hausratversicherung", issue: "Schaden nicht reguliert",
                narrative: "Seit dem Rohrbruch im Frühjahr warte ich auf eine Antwort.",
                claims: 400...14_000, relief: "Schaden nach Gutachten anerkannt und angewiesen.",
                rejection: "Schäden durch Grundwasser sind nicht versichert."),
            Complaint(
                product: "Paketversand", issue: "Sendung beschädigt",
                narrative: "Der Karton war offen, ein Gerät fehlte.",
                claims: 20...600, relief: "Warenwert erstattet.",
                rejection: "Die Sendung war nicht versichert verpackt."),
            Complaint(
                product: "Mietvertrag", issue: "Nebenkosten unklar",
                narrative: "Die Abrechnung nennt Posten, die im Vertrag nicht stehen.", claims: nil,
                relief: "Abrechnung berichtigt.", rejection: "Die Posten sind nach der Verordnung umlagefähig."),
        ])

    static let english = DemonstrationRegion(
        language: "english",
        firstNames: [
            ("Abigail", "ms"), ("Bruce", "mr"), ("Chidi", "mr"), ("Della", "ms"), ("Emmett", "mr"), ("Farah", "ms"),
            ("Gwen", "ms"), ("Harvey", "mr"), ("Imogen", "ms"), ("Jamal", "mr"), ("Kit", "neutral"), ("Lorna", "ms"),
            ("Moses", "mr"), ("Niamh", "ms"), ("Owen", "mr"), ("Priya", "ms"), ("Ruth", "ms"), ("Seán", "mr"),
        ],
        lastNames: [
            "Ainsworth", "Bellamy", "Carrow", "Dunmore", "Eastwick", "Fairburn", "Garrity", "Hollis", "Iqbal",
            "Jessop", "Kavanagh", "Lockhart", "Mbeki", "Norwood", "O'Dowd", "Penhale", "Quigley", "Rasmus", "Singh",
            "Thackeray",
        ],
        places: [
            ("Bristol", "BS1 4DJ", "United Kingdom"), ("Leeds", "LS1 5ES", "United Kingdom"),
            ("Galway", "H91 E2K3", "Ireland"), ("Cork", "T12 X8N6", "Ireland"), ("Dayton", "45402", "United States"),
            ("Tacoma", "98402", "United States"), ("Hobart", "7000", "Australia"),
        ],
        streets: ["Chandlery Lane", "Foundry Street", "Harbour Road", "Kiln Court", "Orchard Row", "Station Approach"],
        numberFollowsStreet: false,
        trades: [
            ("Freight", "transport"), ("Lending", "finance"), ("Insurance", "insurance"), ("Software", "technology"),
            ("Energy", "energy"), ("Stores", "retail"), ("Estates", "real_estate"), ("Recoveries", "debt_collection"),
            ("Health", "health"), ("Engineering", "manufacturing"),
        ],
        firmNames: [
            "Amberley", "Blackwater", "Copperfield", "Driftwood", "Eastgate", "Foxhollow", "Greystone", "Hawthorn",
        ],
        legalForms: ["Ltd", "plc", "LLC", "& Sons"],
        jobTitles: ["Accounts payable", "Director", "Head of IT", "Case worker", "Purchasing", "Operations"],
        phonePrefix: "+44 20 7946 0",
        leadSubjects: [
            "Replacing three spreadsheets", "Complaints desk for a regional bank", "Field service, 25 people",
            "Contract register", "Upgrade and training", "Pilot in one branch", "Data take-over from the old system",
            "Support agreement",
        ],
        activities: [
            ("call", "Call back about the offer"), ("meeting", "Workshop on requirements"), ("task", "Send references"),
            ("email", "Confirm the date"), ("note", "Talk with purchasing"), ("task", "Check the draft contract"),
        ],
        complaints: [
            Complaint(
                product: "Credit card", issue: "Charged twice",
                narrative: "The same purchase was booked on two days and only one was paid back.",
                claims: 15...2_500, relief: "Second booking reversed, interest refunded.",
                rejection: "The bookings belong to two orders of the same amount."),
            Complaint(
                product: "Mortgage", issue: "Payment not credited",
                narrative: "I have receipts for March and April, yet the statement shows neither.",
                claims: 700...22_000, relief: "Payments found on a sister account and credited.",
                rejection: "The payments were returned because the reference was missing."),
            Complaint(
                product: "Broadband", issue: "Slower than promised",
                narrative: "Measured for two weeks, the line never reached half of what the contract says.",
                claims: 20...300, relief: "Monthly price lowered until the line is mended.",
                rejection: "Measurements over a wireless connection do not count."),
            Complaint(
                product: "Debt collection", issue: "Not my debt",
                narrative: "Letters keep coming for somebody who lived here years ago.", claims: nil,
                relief: "Claim withdrawn, address removed.", rejection: "The debtor was identified beyond doubt."),
            Complaint(
                product: "Travel insurance", issue: "Claim refused",
                narrative: "The flight was cancelled by the airline, and the policy names that case.",
                claims: 90...6_000, relief: "Fare and hotel paid.", rejection: "The policy began after the booking."),
        ])
}
