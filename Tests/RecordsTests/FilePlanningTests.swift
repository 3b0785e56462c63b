import Definitions
import Model
import Records
import SchemaPlanning
import Storage
import TestSupport
import Testing

@Suite struct `Changing the definition of files` {
    /// The entity type of the archive with other lines for its attributes.
    private func types(_ attributes: String) throws -> [EntityType] {
        let texts = WorkplaceTexts(
            definitions: #"<entity name="dossier" set="dossiers" title="{subject}">"#
                + "<text name=\"subject\" required=\"true\"/>\(attributes)</entity>")
        return try DefinitionCompiler.compile(texts.sources).entityTypes
    }

    private func plan(_ attributes: String, _ archive: Workplace) throws -> MigrationPlan {
        let types = try types(attributes)
        return try archive.store.read { try SchemaMigration.plan(to: types, in: $0) }
    }

    @Test(arguments: StoreKind.allCases)
    func `looks at each file that is there`(kind: StoreKind) async throws {
        try await Workplace.run(Archive.texts, on: kind) { archive in
            let picture = try await archive.upload(Archive.picture, "door.png", to: "evidence")
            let text = try await archive.upload(Array(repeating: 65, count: 2000), "notes.txt", to: "evidence")
            for file in [picture, text] {
                try await archive.create("dossier", ["subject": "A", "evidence": .text(file.id.description)])
            }
            let rest =
                #"<image name="photo" max="1 MB"/><file name="letter" max="1 kB" types="text/plain" personal="true"/><file name="copy"/>"#
            let asImage = try plan(#"<image name="evidence" immutable="true"/>"# + rest, archive)
            #expect(asImage.lines.prefix(1) == ["~ column dossier.evidence: pictures only"])
            #expect(asImage.problems.map(\.code) == ["KTR-P104"])
            #expect(
                asImage.problems[0].hint?.contains("'notes.txt': a file of type text/plain is not a picture") == true)
            #expect(asImage.problems[0].hint?.contains("door.png") == false)
            let smaller = try plan(#"<file name="evidence" max="1 kB" types="text/* image/png"/>"# + rest, archive)
            #expect(smaller.lines.prefix(1) == ["~ column dossier.evidence: at most 1 kB; only text/*, image/png"])
            #expect(smaller.problems[0].hint?.contains("'notes.txt': the file is larger than 1 kB") == true)
            let wider = try plan(#"<file name="evidence" max="50 MB"/>"# + rest, archive)
            #expect(wider.lines == ["~ column dossier.evidence: at most 50 MB"])
            #expect(wider.problems.isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `says what goes with an attribute or an entity type, and lets it go`(kind: StoreKind) async throws {
        try await Workplace.run(Archive.texts, on: kind) { archive in
            let letter = try await archive.upload([65, 66], "a.txt", to: "letter")
            let photo = try await archive.upload(Archive.picture, "b.png", to: "photo")
            try await archive.create(
                "dossier",
                ["subject": "A", "letter": .text(letter.id.description), "photo": .text(photo.id.description)])
            let without = try plan(
                #"<image name="photo" max="1 MB"/><file name="evidence" immutable="true"/><file name="copy"/>"#, archive
            )
            #expect(without.lines == ["! drops column dossier.letter, 1 file, 2 bytes"])
            #expect(without.destructions.map(\.code) == ["KTR-P102"])
            try await SchemaMigration.apply(
                without, allowingDestruction: true, fingerprint: "x", at: archive.clock.now(), to: archive.store)
            #expect(try await archive.records.collectFiles().removed == 1)
            #expect(try archive.files() == [photo.id])
            let nothing = try archive.store.read { try SchemaMigration.plan(to: [], in: $0) }
            #expect(nothing.lines == ["! drops table dossier, 1 record, 1 file, 26 bytes"])
            try await SchemaMigration.apply(
                nothing, allowingDestruction: true, fingerprint: "y", at: archive.clock.now(), to: archive.store)
            #expect(try await archive.records.collectFiles().removed == 1)
            #expect(try archive.files() == [])
        }
    }
}
