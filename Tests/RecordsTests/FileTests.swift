import Model
import Records
import Storage
import TestSupport
import Testing

@Suite struct `The files of records` {
    @Test(arguments: StoreKind.allCases)
    func `are uploaded first, and taken by the write that names them`(kind: StoreKind) async throws {
        try await Workplace.run(Archive.texts, on: kind) { archive in
            let bytes = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let scan = try await archive.upload(bytes, "scan.bin", to: "evidence")
            #expect(scan.size == 600_000)
            let dossier = try await archive.create("dossier", ["subject": "A", "evidence": .text(scan.id.description)])
            #expect(try await archive.content(of: scan) == bytes)
            #expect(try await archive.content(of: scan, in: 262_143..<262_146) == Array(bytes[262_143..<262_146]))
            #expect(try archive.records.files(of: [dossier]) == [scan.id: scan])
            #expect(try archive.store.read { try FileVerification(reading: $0) }.problems.isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `are taken by their uploader only, once, and for a day`(kind: StoreKind) async throws {
        try await Workplace.run(Archive.texts, on: kind) { archive in
            let (ada, bob) = (Workplace.person("ada", roles: ["clerk"]), Workplace.person("bob", roles: ["clerk"]))
            func code(_ id: RecordID, as person: Principal) async throws -> String {
                try await archive.refusal {
                    try await archive.create(
                        "dossier", ["subject": "A", "evidence": .text(id.description)], as: person)
                }.code
            }
            let scan = try await archive.upload([1, 2, 3], "scan.bin", to: "evidence", as: ada)
            // Another person's, one that never was, one that is another record's, and one whose time is over: all the same.
            #expect(try await code(scan.id, as: bob) == "KTR-R176")
            #expect(try await code(RecordID(high: 1, low: 1), as: bob) == "KTR-R176")
            let values: [String: DataValue] = ["subject": "A", "evidence": .text(scan.id.description)]
            try await archive.create("dossier", values, as: ada)
            #expect(try await code(scan.id, as: ada) == "KTR-R176")
            let late = try await archive.upload([4], "late.bin", to: "evidence", as: ada)
            archive.clock.advance(by: RecordService.fileGrace)
            #expect(try await code(late.id, as: ada) == "KTR-R176")
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `stay as long as their record holds them, and a day longer`(kind: StoreKind) async throws {
        try await Workplace.run(Archive.texts, on: kind) { archive in
            let (first, second) = (
                try await archive.upload([1], "one.txt", to: "letter"),
                try await archive.upload([2], "two.txt", to: "letter")
            )
            let abandoned = try await archive.upload([3], "three.txt", to: "letter")
            let dossier = try await archive.create("dossier", ["subject": "A", "letter": .text(first.id.description)])
            archive.clock.advance(by: .seconds(3600))
            let replaced = try await archive.update(dossier, ["letter": .text(second.id.description)])
            #expect(try await archive.records.collectFiles().removed == 0)
            archive.clock.advance(by: .seconds(23 * 3600))
            // The one that was never used is a day old now, the one that was replaced is not.
            #expect(try await archive.records.collectFiles().removed == 1)
            #expect(try archive.files() == [first.id, second.id])
            #expect(try archive.records.files([abandoned.id]) == [:])
            archive.clock.advance(by: .seconds(3600))
            #expect(try await archive.records.collectFiles().removed == 1)
            #expect(try archive.files() == [second.id])
            try await archive.delete(replaced)
            archive.clock.advance(by: RecordService.fileGrace)
            #expect(try await archive.records.collectFiles().removed == 1)
            #expect(try archive.files() == [])
            #expect(try archive.chunkCount() == 0)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `are told by the history when their bytes are gone`(kind: StoreKind) async throws {
        try await Workplace.run(Archive.texts, on: kind) { archive in
            let photo = try await archive.upload(Archive.picture, "door.png", to: "photo")
            let letter = try await archive.upload([65], "secret name.txt", to: "letter")
            let dossier = try await archive.create(
                "dossier",
                ["subject": "A", "photo": .text(photo.id.description), "letter": .text(letter.id.description)])
            try await archive.update(dossier, ["photo": .null, "letter": .null])
            archive.clock.advance(by: RecordService.fileGrace)
            #expect(try await archive.records.collectFiles().removed == 2)
            let entry = try archive.records.history(of: "dossier", dossier.id, as: archive.admin)[0]
            let changes = Dictionary(uniqueKeysWithValues: entry.changes.map { ($0.attribute.name, $0) })
            #expect(changes["photo"]?.before == .record(photo.id))
            #expect(changes["photo"]?.after == .null)
            #expect(entry.files[photo.id] == photo)
            // The letter is personal: its name stands sealed in the log.
            #expect(entry.files[letter.id] == letter)
            let log = try archive.changeLogTexts().joined()
            #expect(log.contains("door.png"))
            #expect(!log.contains("secret name"))
            #expect(!log.contains(letter.hash))
            #expect(try archive.changeLogProblems() == [])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `are held against their attribute again when they are taken`(kind: StoreKind) async throws {
        try await Workplace.run(Archive.texts, on: kind) { archive in
            let text = try await archive.upload([65], "a.txt", to: "evidence")
            let refusal = try await archive.refusal {
                try await archive.create("dossier", ["subject": "A", "photo": .text(text.id.description)])
            }
            #expect(refusal.code == "KTR-R172")
            #expect(refusal.problems[0].attribute == "photo")
            let evidence = try await archive.create(
                "dossier", ["subject": "A", "evidence": .text(text.id.description)])
            let other = try await archive.upload([66], "b.txt", to: "evidence")
            let changed = try await archive.refusal {
                try await archive.update(evidence, ["evidence": .text(other.id.description)])
            }
            #expect(changed.code == "KTR-R223")
        }
    }

    @Test(arguments: [
        ("photo", [UInt8]("no picture".utf8), "image/png", "KTR-R173"),
        ("photo", Array("<svg/>".utf8), "image/svg+xml", "KTR-R172"),
        ("photo", Archive.bomb, nil, "KTR-R175"), ("letter", Archive.picture, "text/plain", "KTR-R171"),
        ("letter", Array(repeating: 65, count: 1001), "text/plain", "KTR-R170"),
    ])
    func `are refused as they come, and nothing of them stays`(
        attribute: String, bytes: [UInt8], type: String?, code: String
    ) async throws {
        try await Workplace.run(Archive.texts) { archive in
            let refusal = try await archive.refusal {
                try await archive.upload(bytes, "x", to: attribute, mediaType: type)
            }
            #expect(refusal.code == code)
            #expect(try archive.files() == [])
            #expect(try archive.chunkCount() == 0)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `leave nothing wrong behind, whichever statement fails`(kind: StoreKind) async throws {
        try await Workplace.run(Archive.texts, on: kind) { archive in
            let (ids, random) = (SequentialIDs(startingAfter: 1_000_000), SeededRandom(seed: 8))
            var failing = 1
            while true {
                let service = RecordService(
                    store: FaultyStore(archive.store, failingStatement: failing),
                    deployment: archive.records.deployment, clock: archive.clock, ids: ids, random: random)
                do {
                    let file = try await archive.upload([1, 2], "x.txt", to: "letter", service: service)
                    _ = try await service.write(
                        archive.request(
                            "dossier", .create(["subject": "A", "letter": .text(file.id.description)])))
                    break
                } catch is FaultyStore.Fault {
                    #expect(try archive.all("dossier").isEmpty, "statement \(failing) stored the record")
                    #expect(try archive.store.read { try FileVerification(reading: $0) }.problems.isEmpty)
                    failing += 1
                }
            }
            #expect(failing > 8)
            // What was uploaded for writes that failed goes like any upload that was never used.
            archive.clock.advance(by: RecordService.fileGrace)
            while try await archive.records.collectFiles().removed > 0 {}
            #expect(try archive.files().count == 1)
        }
    }

    @Test func `may not fill the disk without ever being used`() async throws {
        try await Workplace.run(Archive.texts) { archive in
            let ada = Workplace.person("ada", roles: ["clerk"])
            _ = try await archive.upload([1], "x.txt", to: "letter", as: ada)
            try await archive.tamper("UPDATE \"kontor_file\" SET \"size\" = 2000000001")
            let refusal = try await archive.refusal { try await archive.upload([1], "x.txt", to: "letter", as: ada) }
            #expect(refusal.code == "KTR-R177")
            _ = try await archive.upload([1], "x.txt", to: "letter", as: Workplace.person("bob", roles: ["clerk"]))
        }
    }

    @Test func `can be moved within their record, but not out of a place that is hidden`() async throws {
        try await Workplace.run(Archive.texts) { archive in
            let guest = Workplace.person("guest", roles: ["guest"])
            let letter = try await archive.upload([65], "a.txt", to: "letter")
            let dossier = try await archive.create("dossier", ["subject": "A", "letter": .text(letter.id.description)])
            let id = DataValue.text(letter.id.description)
            let refusal = try await archive.refusal { try await archive.update(dossier, ["copy": id], as: guest) }
            #expect(refusal.code == "KTR-R176")
            let copied = try await archive.update(dossier, ["copy": id])
            let moved = try await archive.update(copied, ["letter": .null])
            archive.clock.advance(by: RecordService.fileGrace)
            #expect(try await archive.records.collectFiles().removed == 0)
            #expect(moved["copy"] == .record(letter.id))
        }
    }

    @Test func `are told apart by what is in them when a write is repeated`() async throws {
        try await Workplace.run(Archive.texts) { archive in
            func create(_ bytes: [UInt8]) async throws -> WriteOutcome {
                let file = try await archive.upload(bytes, "a.txt", to: "letter")
                return try await archive.records.write(
                    archive.request(
                        "dossier", .create(["subject": "A", "letter": .text(file.id.description)]), key: "once"))
            }
            let first = try await create([65])
            let again = try await create([65])
            #expect(again.isRepeated && again.record.id == first.record.id)
            let refusal = try await archive.refusal { try await create([66]) }
            #expect(refusal.code == "KTR-R210")
        }
    }

    @Test func `whose bytes were changed behind our back are found`() async throws {
        try await Workplace.run(Archive.texts) { archive in
            let file = try await archive.upload(Array(repeating: 7, count: 300_000), "a.bin", to: "evidence")
            try await archive.create("dossier", ["subject": "A", "evidence": .text(file.id.description)])
            func codes() throws -> [String] {
                try archive.store.read { try FileVerification(reading: $0) }.problems.map(\.code)
            }
            try await archive.tamper("UPDATE \"kontor_file_chunk\" SET \"content\" = x'00' WHERE \"number\" = 1")
            #expect(try codes() == ["KTR-S140"])
            try await archive.tamper("DELETE FROM \"kontor_file_chunk\"")
            try await archive.tamper("DELETE FROM \"kontor_file\"")
            #expect(try codes() == ["KTR-S141"])
        }
    }
}
