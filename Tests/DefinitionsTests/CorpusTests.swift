import Definitions
import Foundation
import Model
import Testing

@Suite struct `Broken definitions` {
    @Test func `are many`() { #expect(BrokenDefinition.all.count >= 120) }

    @Test(arguments: BrokenDefinition.all)
    private func `are refused with code, place, cause and mend`(broken: BrokenDefinition) {
        let lines = broken.found
        #expect(lines == broken.expected)
        #expect(lines.allSatisfy { $0.contains(" | ") }, "there is a hint on how to mend it")
        #expect(!lines.isEmpty && Set(lines).count == lines.count)
    }
}
