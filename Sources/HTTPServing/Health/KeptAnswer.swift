import Hummingbird

/// An answer that is made once a second at most, however many ask for it: whoever is not signed in can cause no more work.
actor KeptAnswer {
    private var kept: (response: Response, made: ContinuousClock.Instant)?
    private let life: Duration

    init(life: Duration = .seconds(1)) { self.life = life }

    func answer(_ make: @Sendable () async -> Response) async -> Response {
        if let kept, ContinuousClock.now - kept.made < life { return kept.response }
        let response = await make()
        kept = (response, .now)
        return response
    }
}
