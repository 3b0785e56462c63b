/// A 128-bit FNV-1a hash over all texts of a project: tells whether two catalogs come from the same texts.
///
/// It protects against mistakes, not against somebody who wants two different texts to look alike.
struct Fingerprint {
    private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt128(byte)) &* Self.prime }
        // Ends a text, so that moving a byte from one to the next is seen; no UTF-8 contains it.
        state = (state ^ 0xFF) &* Self.prime
    }

    var description: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    /// Over paths and bytes of all files, in the order of their paths.
    static func of(_ sources: DefinitionSources) -> String {
        var result = Fingerprint()
        let files = sources.packs.flatMap { $0.definitions + $0.charts + $0.plugins + $0.templates }
        for file in files.sorted(by: { $0.path < $1.path }) {
            result.add(file.path.utf8)
            result.add(file.bytes)
        }
        return result.description
    }
}
