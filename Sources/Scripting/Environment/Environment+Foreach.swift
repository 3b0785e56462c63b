import CLua

extension Environment {
    /// Goes over a shallow copy of `1…#t` of the table that a chunk gives, with each item in a global, and its position
    /// (from 1) in another where wanted. Items keep their identity.
    /// - Throws: ``ScriptError`` where the chunk fails or gives no table, before the first turn; what `body` throws.
    public func forEach(
        of chunk: Chunk, item: String, index: String? = nil, _ body: () throws -> Void
    ) throws {
        var copy: Int32 = 0
        var count: Int64 = 0
        try sandbox.enter()
        let status = klua_foreach_start(sandbox.state, chunk.reference, reference, &copy, &count)
        sandbox.leave()
        try sandbox.check(status)
        defer { klua_release(sandbox.state, copy) }
        for position in 0..<count {
            try sandbox.enter()
            let names = [item] + (index.map { [$0] } ?? [])
            let status = sandbox.withTexts(names) { texts in
                klua_foreach_bind(
                    sandbox.state, copy, position + 1, reference, texts[0],
                    texts.count > 1 ? texts[1] : klua_text(bytes: nil, length: 0))
            }
            sandbox.leave()
            try sandbox.check(status)
            try body()
        }
    }
}
