import StateCharts
import Testing

@Suite struct `A set of states` {
    @Test func `holds positions on both sides of a word's end`() {
        var set = StateSet([0, 63, 64, 200])
        #expect(Array(set) == [0, 63, 64, 200])
        #expect(set.count == 4)
        #expect(set.popLast() == 200)
        #expect(set.popFirst() == 0)
        #expect(set.contains(64) && !set.contains(65))
        set.remove(64)
        #expect(set == StateSet([63]))
        #expect(set.hashValue == StateSet([63]).hashValue)
    }

    @Test func `joins, cuts and compares`() {
        var left = StateSet([1, 70, 130])
        let right = StateSet([1, 70])
        #expect(left.intersection(right) == right)
        #expect(left.intersects(StateSet([130])))
        #expect(!left.intersects(StateSet([2, 131])))
        left.subtract(StateSet([130]))
        #expect(left == right)
        left.formUnion(StateSet([300]))
        #expect(left.popLast() == 300)
        #expect(left == right)
        #expect(StateSet().isEmpty)
    }
}
