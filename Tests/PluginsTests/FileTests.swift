import Model
import Records
import TestSupport
import Testing

@Suite struct `Files in rules` {
    static let texts = WorkplaceTexts(
        definitions: """
            <entity name="dossier" set="dossiers" title="{subject}">
              <text name="subject" max="200"/>
              <file name="letter"/>
              <file name="answer"/>
              <state name="status" chart="dossier"/>
            </entity>
            """,
        charts: [
            "dossier": """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
                   name="dossier" initial="open" k:entity="dossier" k:attribute="status">
              <state id="open">
                <transition event="close" target="closed" cond="record.letter ~= nil and record.letter.size &gt; 2">
                  <assign location="record.answer" expr="record.letter"/>
                </transition>
              </state>
              <final id="closed"/>
            </scxml>
            """
        ],
        plugins: [
            "letters": """
            kontor.before_save("dossier", function(change)
              local letter = change.after.letter
              if letter then
                letter.name = "forged"
                change.after.subject = letter.name:len() .. " " .. change.after.letter.name .. " " .. letter.size .. " " .. letter.type
                  .. " " .. letter.hash:sub(1, 4)
              end
              if change.after.subject == "move" then
                change.after.answer = change.before.letter
                change.after.letter = nil
              end
              if change.after.subject == "steal" then change.after.letter = "01900000-0000-7000-8000-000000000000" end
            end)
            """
        ])

    @Test func `show what is told of them, and can be moved within their record`() async throws {
        try await Workplace.run(Self.texts) { bureau in
            let file = try await Self.upload("abc", "a letter.txt", bureau)
            let record = try await bureau.create("dossier", ["letter": .text(file.id.description)])
            #expect(record["subject"] == .text("6 a letter.txt 3 text/plain ba78"))
            let moved = try await bureau.update(record, ["subject": "move", "letter": .null])
            #expect(moved["answer"] == .record(file.id))
            #expect(moved["letter"] == .null)
        }
    }

    @Test func `can be named by nobody who does not have them`() async throws {
        try await Workplace.run(Self.texts) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", ["subject": "steal"]) }
            #expect(refusal.code == "KTR-R176")
        }
    }

    @Test func `decide in charts what is possible`() async throws {
        try await Workplace.run(Self.texts) { bureau in
            let short = try await bureau.create(
                "dossier", ["letter": .text(try await Self.upload("ab", "b.txt", bureau).id.description)])
            #expect(try bureau.records.possibleEvents(for: short, as: bureau.admin).map(\.isPossible) == [false])
            let file = try await Self.upload("abc", "c.txt", bureau)
            let long = try await bureau.create("dossier", ["letter": .text(file.id.description)])
            #expect(try bureau.records.possibleEvents(for: long, as: bureau.admin).map(\.isPossible) == [true])
            let closed = try await bureau.send("close", to: long)
            #expect(closed["answer"] == .record(file.id))
            #expect(closed["letter"] == .record(file.id))
        }
    }

    private static func upload(_ text: String, _ name: String, _ bureau: Workplace) async throws -> FileDescription {
        let target = try bureau.records.fileTarget("letter", of: "dossier", as: bureau.admin)
        var upload = try await bureau.records.beginUpload(target, name: name, mediaType: nil)
        try await upload.append(Array(text.utf8))
        return try await upload.finish()
    }
}
