import Foundation
import Model
import Records
import Storage
import TestSupport
import Testing

@Suite struct `History and personal data` {
    private static let secret = "eva.mueller@example.org"

    @Test(arguments: StoreKind.allCases)
    func `tells who changed what, when and why, newest first`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let contract = try await office.create("contract", ["subject": "Lease", "contact": .text(Self.secret)])
            office.clock.advance(by: .seconds(5))
            try await office.update(contract, ["subject": "Loan", "contact": "x@example.org"])
            try await office.send("sign", to: contract)
            let history = try office.records.history(of: "contract", contract.id, as: office.admin)
            #expect(history.map(\.kind) == [.update, .update, .create])
            #expect(history.map(\.revision) == [3, 2, 1])
            #expect(history[0].transition?.event == "sign")
            #expect(history[0].changes.map(\.attribute.name) == ["signed", "status"])
            #expect(history[1].instant == office.clock.now())
            #expect(history[1].cause == Cause(.command, request: "test"))
            #expect(
                history[1].changes.map { "\($0.attribute.name): \($0.before.displayText) → \($0.after.displayText)" }
                    == [
                        "subject: Lease → Loan", "contact: \(Self.secret) → x@example.org",
                    ])
            #expect(history[2].changes.allSatisfy { $0.before == .null })
            #expect(history[2].transition?.to == "draft")
            let page = try office.records.history(
                of: "contract", contract.id, as: office.admin, before: history[0].sequence, limit: 1)
            #expect(page.map(\.sequence) == [history[1].sequence])
        }
    }

    @Test func `is shown to those who may see the record, without what is hidden from them`() async throws {
        try await Workplace.run(Office.texts) { office in
            let contract = try await office.create("contract", ["subject": "Lease", "remark": "difficult"])
            let seen = try office.records.history(of: "contract", contract.id, as: Office.agent)
            #expect(seen[0].changes.contains { $0.attribute.name == "subject" })
            #expect(!seen[0].changes.contains { $0.attribute.name == "remark" })
            let refusal = try await office.refusal {
                try office.records.history(of: "contract", contract.id, as: Office.nobody)
            }
            #expect(refusal.kind == .forbidden)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `personal values stand in no column of the change log`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let contract = try await office.create("contract", ["subject": "Lease", "contact": .text(Self.secret)])
            try await office.update(contract, ["contact": .text("2" + Self.secret)])
            try await office.update(contract, ["contact": .null])
            try await office.delete(contract)
            let texts = try office.changeLogTexts()
            #expect(texts.count == 4)
            #expect(texts.allSatisfy { !$0.contains("eva.mueller") })
            #expect(texts[0].contains("Lease"))
            #expect(texts[1].components(separatedBy: "\"sealed\"").count == 3)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `when the subject's key is destroyed the history is null and the chain holds`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let eva = try await office.create("customer", ["name": "Eva"])
            let contract = try await office.create(
                "contract", ["subject": "Lease", "remark": "difficult", "customer": .text(eva.id.description)])
            let other = try await office.create("contract", ["subject": "Loan", "contact": .text(Self.secret)])
            let now = office.clock.now()
            try await office.store.write { try SubjectKeyTable.destroy(keyOf: eva.id, at: now, on: $0) }

            let remark = try #require(try history(of: contract, "remark", in: office))
            #expect(remark.after == .null)
            #expect(try history(of: other, "contact", in: office)?.after == .text(Self.secret))
            #expect(try office.changeLogProblems().isEmpty)

            // What is written about an erased person later is not kept in the log either.
            try await office.update(contract, ["remark": "still difficult"])
            #expect(try history(of: contract, "remark", in: office)?.after == .null)
            #expect(try office.changeLogTexts().allSatisfy { !$0.contains("still difficult") })
        }
    }

    @Test func `a sealed value that was moved to another record cannot be opened there`() async throws {
        try await Workplace.run(Office.texts) { office in
            let other = try await office.create("contract", ["subject": "Loan", "contact": .text(Self.secret)])
            let contract = try await office.create("contract", ["subject": "Lease"])
            try await office.tamper(
                "UPDATE kontor_change_log SET \"record_id\" = \(contract.id.sql) WHERE \"record_id\" = \(other.id.sql)")
            try await office.tamper(
                "UPDATE kontor_change_log SET \"kind\" = 'update' WHERE \"record_id\" = \(contract.id.sql)")
            let refusal = try await office.refusal {
                try office.records.history(of: "contract", contract.id, as: office.admin)
            }
            #expect(refusal.code == "KTR-S109")
        }
    }

    private func history(
        of record: Record, _ attribute: String, in office: Workplace
    ) throws -> HistoryEntry.AttributeChange? {
        try office.records.history(of: record.type.name, record.id, as: office.admin).first?.changes.first {
            $0.attribute.name == attribute
        }
    }
}
