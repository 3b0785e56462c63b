import Model
import SQLText
import Storage
import TestSupport
import Testing

@testable import Identity

@Suite struct `Recognising a caller` {
    @Test(arguments: StoreKind.allCases)
    func `knows the owner of a token, until it is revoked`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            let token = try await fixture.directory.createToken(for: "clara", label: "report")
            #expect(token.text.hasPrefix("ktr_") && token.text.count >= 4 + 43)
            let authentication = try await fixture.authenticator.authenticate(token: token.text)
            #expect(authentication.principal.name == "clara")
            #expect(authentication.principal.roles == ["service_agent"])
            #expect(authentication.session == nil)
            await fixture.authenticator.seen.settle()
            let info = try #require(try fixture.directory.tokens(of: "clara").first)
            #expect(info.label == "report" && info.lastUsed != nil)
            try await fixture.directory.revokeToken(info.id, of: "clara")
            #expect(
                await refusalCode { _ = try await fixture.authenticator.authenticate(token: token.text) } == "KTR-A202")
        }
    }

    @Test func `stores no token and no password`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            let token = try await fixture.directory.createToken(for: "clara", label: "report")
            let stored = try #require(try store.read { try TokenTable.token(token.hash.bytes, in: $0) })
            #expect(stored.token.hash != Array(token.text.utf8) && stored.token.hash.count == 32)
            let hash = try #require(try fixture.directory.principal(named: "clara").passwordHash)
            #expect(!hash.contains(Fixture.password))
        }
    }

    @Test func `lets a token end when its time has come, even when it is remembered`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            let token = try await fixture.directory.createToken(for: "clara", label: "short", life: .seconds(5))
            _ = try await fixture.authenticator.authenticate(token: token.text)
            fixture.clock.advance(by: .seconds(5))
            #expect(
                await refusalCode { _ = try await fixture.authenticator.authenticate(token: token.text) } == "KTR-A202")
        }
    }

    @Test func `sees new roles with the next request`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            let token = try await fixture.directory.createToken(for: "clara", label: "report")
            _ = try await fixture.authenticator.authenticate(token: token.text)
            try await fixture.directory.setRoles(["service_manager"], of: "clara", knownRoles: Fixture.roles)
            #expect(
                try await fixture.authenticator.authenticate(token: token.text).principal.roles == ["service_manager"])
        }
    }

    @Test func `sees what another process changed after a short time`() async throws {
        try await withStore(.sqlite) { store in
            let (here, elsewhere) = (Fixture(store), Fixture(store))
            try await here.addClara()
            let token = try await here.directory.createToken(for: "clara", label: "report")
            _ = try await here.authenticator.authenticate(token: token.text)
            try await elsewhere.directory.disable("clara")
            here.clock.advance(by: .seconds(15))
            #expect(
                await refusalCode { _ = try await here.authenticator.authenticate(token: token.text) } == "KTR-A202")
        }
    }

    @Test func `tells an unknown name, a wrong password and a disabled principal alike`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            let tries = [("nobody", Fixture.password), ("clara", "wrong password")]
            for (name, password) in tries {
                let code = await refusalCode {
                    _ = try await fixture.authenticator.authenticate(name: name, password: password, address: "")
                }
                #expect(code == "KTR-A201")
            }
            #expect(
                try await fixture.authenticator.authenticate(name: "Clara", password: Fixture.password, address: "")
                    .principal.name == "clara")
            try await fixture.directory.disable("clara")
            let code = await refusalCode {
                _ = try await fixture.authenticator.authenticate(name: "clara", password: Fixture.password, address: "")
            }
            #expect(code == "KTR-A201")
        }
    }

    @Test func `slows down who guesses, known name or not`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            for name in ["clara", "nobody"] {
                var codes: [String?] = []
                for _ in 0..<6 {
                    codes.append(
                        await refusalCode {
                            _ = try await fixture.authenticator.authenticate(name: name, password: "guess", address: "")
                        })
                }
                #expect(codes == Array(repeating: "KTR-A201", count: 5) + ["KTR-A205"])
            }
            fixture.clock.advance(by: .seconds(2))
            _ = try await fixture.authenticator.signIn(name: "clara", password: Fixture.password, address: "")
        }
    }

    @Test func `counts guesses at an account however its name is written`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.directory.create(
                name: "rené", displayName: "René", password: Fixture.password, roles: ["service_agent"],
                knownRoles: Fixture.roles)
            let spellings = ["rené", " rené", "Rene\u{301}", "rené\u{200B}", "RENÉ\t", "\u{FEFF}rené"]
            var codes: [String?] = []
            for name in spellings {
                codes.append(
                    await refusalCode {
                        _ = try await fixture.authenticator.authenticate(name: name, password: "guess", address: "")
                    })
            }
            #expect(codes == Array(repeating: "KTR-A201", count: 5) + ["KTR-A205"])
        }
    }
}

@Suite struct `Recognising a caller while nothing can be written` {
    @Test func `works by token and by session`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            let token = try await fixture.directory.createToken(for: "clara", label: "report")
            let signedIn = try await fixture.authenticator.signIn(
                name: "clara", password: Fixture.password, address: "")
            let reading = Fixture(FaultyStore(store, failingStatement: 1))
            reading.clock.advance(by: .seconds(120))
            #expect(try await reading.authenticator.authenticate(token: token.text).principal.name == "clara")
            #expect(try await reading.authenticator.authenticate(session: signedIn.secret.text) != nil)
            await reading.authenticator.seen.settle()
        }
    }
}

@Suite struct `A web session` {
    @Test func `ends alone: others stay remembered, whatever somebody signs out of`() async throws {
        try await withStore(.sqlite) { store in
            let (cache, fixture) = (AuthenticationCache(), Fixture(store))
            try await fixture.addClara()
            let first = try await fixture.authenticator.signIn(name: "clara", password: Fixture.password, address: "")
            let other = Authenticator(
                store: store, cache: cache, clock: fixture.clock, random: SeededRandom(seed: 1))
            _ = try await other.authenticate(session: first.secret.text)
            let now = fixture.clock.now()
            try await other.signOut(Secret("kts_nobody's"))
            #expect(cache.find(SecretHash(first.secret.text), at: now, fixture.clock.elapsed()) != nil)
            try await other.signOut(first.secret)
            #expect(cache.find(SecretHash(first.secret.text), at: now, fixture.clock.elapsed()) == nil)
            #expect(try await other.authenticate(session: first.secret.text) == nil)
        }
    }

    @Test func `begins with a new secret and its own form token`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            let first = try await fixture.authenticator.signIn(name: "clara", password: Fixture.password, address: "")
            let second = try await fixture.authenticator.signIn(
                name: "clara", password: Fixture.password, address: "", replacing: first.secret)
            #expect(first.secret != second.secret)
            #expect(try await fixture.authenticator.authenticate(session: first.secret.text) == nil)
            let known = try #require(try await fixture.authenticator.authenticate(session: second.secret.text))
            let session = try #require(known.session)
            #expect(known.principal.language == .german)
            #expect(session.csrfToken == second.authentication.session?.csrfToken)
            #expect(session.accepts(csrfToken: session.csrfToken) && !session.accepts(csrfToken: ""))
            #expect(session.csrfToken != first.authentication.session?.csrfToken)
        }
    }

    @Test func `ends when it is idle too long, and at the latest after twelve hours`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            let idle = try await fixture.authenticator.signIn(name: "clara", password: Fixture.password, address: "")
            fixture.clock.advance(by: .seconds(2 * 3600))
            #expect(try await fixture.authenticator.authenticate(session: idle.secret.text) == nil)

            let busy = try await fixture.authenticator.signIn(name: "clara", password: Fixture.password, address: "")
            for _ in 0..<11 {
                fixture.clock.advance(by: .seconds(3600))
                #expect(try await fixture.authenticator.authenticate(session: busy.secret.text) != nil)
            }
            fixture.clock.advance(by: .seconds(3600))
            #expect(try await fixture.authenticator.authenticate(session: busy.secret.text) == nil)
        }
    }

    /// A store that takes no more writes once its disk is full.
    private struct FullStore: Store {
        let store: any Store
        var dialect: SQLDialect { store.dialect }
        func read<T>(_ body: (any SQLReader) throws -> T) throws -> T { try store.read(body) }
        func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
            throw StorageError(.full, "database or disk is full")
        }
    }

    @Test func `begins, lasts and ends as others do where nothing can be stored`() async throws {
        try await withStore(.sqlite) { store in
            let well = Fixture(store)
            try await well.addClara()
            let fixture = Fixture(FullStore(store: store))
            let authenticator = fixture.authenticator
            let first = try await authenticator.signIn(name: "clara", password: Fixture.password, address: "")
            let known = try await authenticator.authenticate(session: first.secret.text)
            #expect(known?.principal.name == "clara" && known?.session != nil)
            try await authenticator.signOut(first.secret)
            #expect(try await authenticator.authenticate(session: first.secret.text) == nil)

            let second = try await authenticator.signIn(name: "clara", password: Fixture.password, address: "")
            fixture.clock.advance(by: .seconds(2 * 3600))
            #expect(try await authenticator.authenticate(session: second.secret.text) == nil)

            let third = try await authenticator.signIn(name: "clara", password: Fixture.password, address: "")
            #expect(try await authenticator.authenticate(session: third.secret.text) != nil)
            try await well.directory.disable("clara")
            fixture.clock.advance(by: .seconds(60))
            #expect(try await authenticator.authenticate(session: third.secret.text) == nil)
        }
    }

    @Test func `ends when it would have, though the clock is set back`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            let start = fixture.clock.now()
            let idle = try await fixture.authenticator.signIn(name: "clara", password: Fixture.password, address: "")
            fixture.clock.advance(by: .seconds(2 * 3600))
            fixture.clock.set(start)
            #expect(try await fixture.authenticator.authenticate(session: idle.secret.text) == nil)

            let busy = try await fixture.authenticator.signIn(name: "clara", password: Fixture.password, address: "")
            for _ in 0..<11 {
                fixture.clock.advance(by: .seconds(3600))
                fixture.clock.set(start)
                #expect(try await fixture.authenticator.authenticate(session: busy.secret.text) != nil)
            }
            fixture.clock.advance(by: .seconds(3600))
            fixture.clock.set(start)
            #expect(try await fixture.authenticator.authenticate(session: busy.secret.text) == nil)
        }
    }

    @Test func `that ended by idling does not come back with an earlier time`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            let signedIn = try await fixture.authenticator.signIn(
                name: "clara", password: Fixture.password, address: "")
            let start = fixture.clock.now()
            fixture.clock.advance(by: .seconds(3 * 3600))
            #expect(try await fixture.authenticator.authenticate(session: signedIn.secret.text) == nil)
            fixture.clock.set(start.adding(.seconds(60)))
            #expect(try await fixture.authenticator.authenticate(session: signedIn.secret.text) == nil)
        }
    }

    @Test func `from the future was begun by a wrong clock, and has ended`() async throws {
        try await withStore(.sqlite) { store in
            let early = Fixture(store)
            try await early.addClara()
            early.clock.set(early.clock.now().adding(.seconds(24 * 3600)))
            let signedIn = try await early.authenticator.signIn(name: "clara", password: Fixture.password, address: "")
            // Another process, whose clock is right and which knows nothing of the first one's time.
            let late = Fixture(store)
            #expect(try await late.authenticator.authenticate(session: signedIn.secret.text) == nil)
        }
    }

    @Test func `ends by signing out, a new password and being disabled`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            func begin(_ password: String) async throws -> Secret {
                let secret = try await fixture.authenticator.signIn(name: "clara", password: password, address: "")
                    .secret
                #expect(try await fixture.authenticator.authenticate(session: secret.text) != nil)
                return secret
            }
            let first = try await begin(Fixture.password)
            try await fixture.authenticator.signOut(first)
            #expect(try await fixture.authenticator.authenticate(session: first.text) == nil)
            let second = try await begin(Fixture.password)
            try await fixture.directory.setPassword("another long one", of: "clara")
            #expect(try await fixture.authenticator.authenticate(session: second.text) == nil)
            let third = try await begin("another long one")
            try await fixture.directory.disable("clara")
            #expect(try await fixture.authenticator.authenticate(session: third.text) == nil)
        }
    }
}

@Suite struct `Administering principals` {
    @Test func `says what is wrong with a name, a password or a role`() async throws {
        try await withStore(.sqlite) { store in
            let fixture = Fixture(store)
            try await fixture.addClara()
            func code(_ name: String, _ password: String, _ role: String) async -> String? {
                await refusalCode {
                    try await fixture.directory.create(
                        name: name, password: password, roles: [role], knownRoles: Fixture.roles)
                }
            }
            #expect(await code("CLARA", Fixture.password, "service_agent") == "KTR-A213")
            #expect(await code("has space", Fixture.password, "service_agent") == "KTR-A212")
            #expect(await code("system", Fixture.password, "service_agent") == "KTR-A212")
            #expect(await code("otto", "short", "service_agent") == "KTR-A210")
            #expect(await code("otto.otto", "OTTO.OTTO", "service_agent") == "KTR-A211")
            #expect(await code("otto", Fixture.password, "service_agnet") == "KTR-A215")
            #expect(await refusalCode { try await fixture.directory.disable("otto") } == "KTR-A214")
            for (known, hint) in [(["clerk", "agent"], "The roles are: agent, clerk"), ([], "No role has been")] {
                let refusal = await #expect(throws: Refusal.self) {
                    try await fixture.directory.create(
                        name: "otto", password: Fixture.password, roles: ["zzz"], knownRoles: Set(known))
                }
                #expect(refusal?.problems.first?.hint?.english.hasPrefix(hint) == true)
            }
            #expect(try fixture.directory.list().map(\.principal.name) == ["clara"])
        }
    }
}
