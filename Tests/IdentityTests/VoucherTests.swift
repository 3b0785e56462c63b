import Model
import Storage
import TestSupport
import Testing

@testable import Identity

@Suite struct `A voucher` {
    @Test func `names its person for a day, and cannot be made by anybody else`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            let person = RecordID(high: 7, low: 9)
            let voucher = fixture.authenticator.voucher(for: person)
            #expect(fixture.authenticator.principal(vouchedForBy: voucher) == person)
            for index in voucher.indices {
                var forged = voucher
                forged.replaceSubrange(index...index, with: voucher[index] == "A" ? "B" : "A")
                // The last letter has bits that mean nothing.
                guard index != voucher.index(before: voucher.endIndex) else { continue }
                #expect(fixture.authenticator.principal(vouchedForBy: forged) == nil)
            }
            for nonsense in ["", "A", "====", String(repeating: "A", count: 75), String(repeating: "A", count: 1000)] {
                #expect(fixture.authenticator.principal(vouchedForBy: nonsense) == nil)
            }
            fixture.clock.advance(by: Authenticator.voucherLife)
            #expect(fixture.authenticator.principal(vouchedForBy: voucher) == nil)
        }
    }
}
