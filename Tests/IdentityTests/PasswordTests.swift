import Model
import TestSupport
import Testing

@testable import Identity

@Suite struct `Hashing passwords` {
    private let cheap = PasswordHash.Cost(logRounds: 4, blockSize: 8, parallelism: 1)
    private let salt = [UInt8](repeating: 7, count: 16)

    @Test func `gives the key that RFC 7914 expects`() throws {
        let cost = PasswordHash.Cost(logRounds: 10, blockSize: 8, parallelism: 16)
        let hash = try PasswordHash(password: "password", salt: Array("NaCl".utf8), cost: cost)
        #expect(hash.key.prefix(8) == [0xFD, 0xBA, 0xBE, 0x1C, 0x9D, 0x34, 0x72, 0x00])
    }

    @Test func `keeps salt and cost in its text form`() throws {
        let hash = try PasswordHash(password: "Straße 12", salt: salt, cost: cheap)
        let read = try #require(PasswordHash(text: hash.text))
        #expect(read == hash)
        #expect(try read.matches("Straße 12"))
        #expect(try !read.matches("Strasse 12"))
        #expect(hash.text.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
    }

    @Test func `takes both Unicode forms of one password`() throws {
        let hash = try PasswordHash(password: "Pr\u{E4}mie", salt: salt, cost: cheap)
        #expect(try hash.matches("Pra\u{308}mie"))
    }

    @Test(arguments: [
        "", "secret", "$scrypt$ln=40,r=8,p=3$AAAA$AAAA", "$bcrypt$ln=4,r=8,p=1$AAAA$AAAA", "$scrypt$ln=4,r=8$AAAA$AAAA",
        "$scrypt$ln=4,r=8,p=1$AAAA$AAAA",
    ])
    func `takes nothing else for a hash`(text: String) {
        #expect(PasswordHash(text: text) == nil)
    }

    @Test func `does the same work for a name that nobody has`() async throws {
        let hasher = PasswordHasher(random: SeededRandom(), cost: cheap)
        let hash = try await hasher.hash("correct horse")
        _ = try await hasher.verify("makes the decoy", against: nil)
        let before = await hasher.computed
        #expect(try await !hasher.verify("wrong", against: hash))
        let known = await hasher.computed
        #expect(try await !hasher.verify("wrong", against: nil))
        let unknown = await hasher.computed
        #expect(known - before == 1 && unknown - known == 1)
    }

    @Test func `hashes many at once without losing one`() async throws {
        let hasher = PasswordHasher(random: SeededRandom(), cost: cheap)
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<40 { group.addTask { try await hasher.hash("password \(number)").text } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(texts.count == 40)
    }
}

@Suite struct `Slowing down guesses` {
    private let start = Instant(microseconds: 1_800_000_000_000_000)

    @Test func `lets five mistakes pass, then doubles the wait`() {
        var throttle = SignInThrottle()
        let keys = SignInThrottle.Attempt(name: "clara", address: "")
        for _ in 0..<5 { #expect(throttle.begin(keys, at: start) == nil) }
        #expect(throttle.begin(keys, at: start) == .seconds(1))
        #expect(throttle.begin(keys, at: start.adding(.seconds(1))) == nil)
        #expect(throttle.begin(keys, at: start.adding(.seconds(1))) == .seconds(2))
        #expect(throttle.begin(keys, at: start.adding(.seconds(3))) == nil)
        #expect(throttle.begin(keys, at: start.adding(.seconds(3))) == .seconds(4))
    }

    private func attempt(_ name: String, _ address: String = "") -> SignInThrottle.Attempt {
        SignInThrottle.Attempt(name: name, address: address)
    }

    @Test func `forgives an account by success, a network only that one attempt`() {
        var throttle = SignInThrottle()
        for number in 0..<29 { #expect(throttle.begin(attempt("a\(number)", "10.0.0.1"), at: start) == nil) }
        #expect(throttle.begin(attempt("mine", "10.0.0.1"), at: start) == nil)
        throttle.succeed(attempt("mine", "10.0.0.1"))
        #expect(throttle.begin(attempt("b", "10.0.0.1"), at: start) == nil)
        #expect(throttle.begin(attempt("c", "10.0.0.1"), at: start) != nil)
        #expect(throttle.begin(attempt("c", "10.0.0.2"), at: start) == nil)
    }

    @Test func `keeps a bounded number of counts, and of no name more than of another`() {
        var throttle = SignInThrottle()
        let long = String(repeating: "x", count: 10_000)
        for number in 0..<(2 * SignInThrottle.capacity) {
            _ = throttle.begin(attempt("\(long)\(number)"), at: start.adding(.milliseconds(number)))
        }
        #expect(throttle.size <= SignInThrottle.capacity + 3)
        #expect(MemoryLayout<SignInThrottle.Attempt>.size <= 128)
    }

    @Test func `lets nobody lock a colleague out`() {
        var throttle = SignInThrottle()
        for _ in 0..<50 { _ = throttle.begin(attempt("clara", "10.0.0.66"), at: start) }
        #expect(throttle.begin(attempt("clara", "10.0.0.66"), at: start) != nil)
        #expect(throttle.begin(attempt("clara", "10.0.0.7"), at: start) == nil)
        throttle.succeed(attempt("clara", "10.0.0.7"))
        // From very many places at once: then the account waits, but for where it was signed in to.
        for number in 0..<400 {
            _ = throttle.begin(attempt("clara", "10.9.\(number / 200).\(number % 200)"), at: start)
        }
        #expect(throttle.begin(attempt("clara", "10.1.1.1"), at: start) != nil)
        #expect(throttle.begin(attempt("clara", "10.0.0.7"), at: start) == nil)
    }

    @Test(arguments: [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true), ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ("10.0.0.7", "::ffff:10.0.0.7", true), ("10.0.0.7", "10.0.0.8", false),
    ])
    func `takes an IPv6 network for one client`(one: String, other: String, isOne: Bool) {
        #expect((ClientNetwork.name(one) == ClientNetwork.name(other)) == isOne)
    }
}
