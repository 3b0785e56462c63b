import Model

extension DemonstrationPlan {
    /// A small catalogue of offences, vehicles with their keepers, and violations that wait for their review.
    mutating func addParking() {
        let offences = [
            ("112262", "Parkscheibe nicht benutzt", 20), ("112454", "Parken im absoluten Halteverbot", 25),
            ("141332", "Parken auf dem Gehweg", 55), ("112402", "Parken vor einer Feuerwehrzufahrt", 55),
        ].map { addOffence(code: $0.0, name: $0.1, fine: $0.2) }
        let vehicles = (0..<12).map { addVehicle($0) }
        for _ in 0..<16 {
            let day = today.adding(days: -random.number(1...20))
            let instant = Instant(day, microsecondsOfDay: Int64(random.number(7 * 60...20 * 60)) * 60_000_000)
            let (latitude, longitude) = (51_500_000 + random.number(0...30_000), 7_430_000 + random.number(0...60_000))
            let place = [latitude, longitude].map { ExactDecimal(unscaled: Int64($0), scale: 6).description }
            entries.append(
                Entry(
                    entity: "violation", id: random.recordID(on: day), author: .parkingOfficer,
                    values: [
                        "vehicle": .text(random.pick(vehicles).description), "occurred_at": .text(instant.description),
                        "offence": .text(random.pick(offences).description),
                        "street": .text(random.pick(["Hansastraße 12", "Markt 3", "Am Wall 40", "Ostenhellweg 7"])),
                        "place": .text(place.joined(separator: ", ")),
                    ]))
        }
    }

    private mutating func addOffence(code: String, name: String, fine: Int) -> RecordID {
        let day = today.adding(days: -700)
        let id = random.recordID(on: day)
        entries.append(
            Entry(
                entity: "offence", id: id, author: .parkingManager,
                values: [
                    "code": .text(code), "name": .text(name), "fine": .integer(Int64(fine)),
                    "valid_from": .text(day.description),
                ]))
        return id
    }

    private mutating func addVehicle(_ index: Int) -> RecordID {
        let id = random.recordID(on: today.adding(days: -random.number(30...300)))
        // No two vehicles have one plate.
        let plate = "DO-\(random.pick(["AB", "KT", "MN", "X", "PZ"])) \(100 + index * 37)"
        entries.append(
            Entry(
                entity: "vehicle", id: id, author: .parkingManager,
                values: [
                    "plate": .text(plate), "kind": .text(random.pick(["car", "car", "car", "van", "motorcycle"])),
                    "keeper": .text(random.pick(people).id.description), "keeper_type": .text("person"),
                ]))
        return id
    }
}
