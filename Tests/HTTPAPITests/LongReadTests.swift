import Foundation
import HTTPTypes
import Model
import Synchronization
import Testing

@testable import HTTPServing

@Suite struct `A question that takes long` {
    private static let slow =
        "customer/complaints/any(a:a/customer/complaints/any(b:b/customer/complaints/any(c:contains(c/subject,'zzz'))))"

    private static func address(_ filter: String) throws -> String {
        let text = try #require(filter.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        return "/odata/complaints?$filter=\(text)&$top=1"
    }

    private func withMany(
        readTime: Duration, _ body: @escaping @Sendable (Service) async throws -> Void
    ) async throws {
        try await Service.run(settings: ServerSettings(port: 0, readTime: readTime)) { service in
            let account = try await service.send(.post, "/odata/accounts", json: #"{"name": "Many"}"#).id
            for _ in 0..<150 {
                _ = try await service.createComplaint(#"{"subject": "x", "customer": "\#(account)"}"#)
            }
            try await body(service)
        }
    }

    @Test func `is ended with a clear refusal, and others are answered meanwhile`() async throws {
        try await withMany(readTime: .milliseconds(300)) { service in
            async let long = service.get(Self.address(Self.slow))
            #expect(try await service.get("/health", as: nil).status == 200)
            #expect(try await service.get("/odata/complaints?$top=1").status == 200)
            let answer = try await long
            #expect(answer.status == 422 && answer.errorCode == "KTR-S500")
            #expect(try await service.createComplaint().status == 201)
        }
    }

    @Test func `waits for others of its asker`() async throws {
        try await withMany(readTime: .milliseconds(300)) { service in
            let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<6 { group.addTask { try await service.get(Self.address(Self.slow)).errorCode } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes == Array(repeating: "KTR-S500", count: 6))
        }
    }
}

@Suite struct `The threads of long reads` {
    private final class Seen: Sendable {
        let running = Atomic(0)
        let most = Atomic(0)
        let done = Atomic(0)
    }

    @Test func `serve two at once of one principal, and refuse who comes when the line is full`() async {
        let (reads, clara) = (LongReads(most: 2, longestLine: 0), RecordID(high: 0, low: 1))
        #expect(await reads.enter(clara))
        #expect(await reads.enter(clara))
        #expect(await !reads.enter(clara))
        #expect(await reads.enter(RecordID(high: 0, low: 2)))
        reads.leave(clara)
        #expect(await reads.enter(clara))
    }

    @Test func `hand a place on to who waits`() async throws {
        let (reads, clara) = (LongReads(most: 1, longestLine: 100), RecordID(high: 0, low: 1))
        let seen = Seen()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    guard await reads.enter(clara) else { return }
                    seen.most.max(seen.running.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
                    await Task.yield()
                    seen.running.subtract(1, ordering: .relaxed)
                    seen.done.add(1, ordering: .relaxed)
                    reads.leave(clara)
                }
            }
        }
        #expect(seen.most.load(ordering: .relaxed) == 1 && seen.done.load(ordering: .relaxed) == 50)
    }

    @Test(arguments: [nil, "bytes=0-", "bytes=-5", "bytes=9223372036854775807-", "bytes=0-9223372036854775807"])
    func `take no part of a file whose size was damaged`(header: String?) {
        #expect(ByteRange(header, of: -5) == .whole && ByteRange(header, of: .min) == .whole)
    }

    @Test func `let go of who has gone, and of nobody else`() async {
        let (reads, clara) = (LongReads(most: 1, longestLine: 1), RecordID(high: 0, low: 1))
        #expect(await reads.enter(clara))
        let (gone, next) = (LongReads.Request(), LongReads.Request())
        async let first = reads.enter(clara, gone)
        // Whether it is in the line by now or not: it gets no turn.
        reads.leaveLine(clara, gone)
        #expect(await !first)
        async let second = reads.enter(clara, next)
        reads.leave(clara)
        #expect(await second)
        reads.leave(clara)
        #expect(await reads.enter(clara))
    }

    @Test(arguments: [
        ("/odata/a?$filter=x eq 'one'", "/odata/a?$filter=x eq 'another'", true),
        ("/odata/a?$filter=x%20eq%20%27one%27", "/odata/a?$filter=x%20eq%20%27two%27", true),
        ("/odata/a(12)?n=5", "/odata/a(345)?n=77", true), ("/odata/a?$filter=x eq 1", "/odata/a?$filter=y eq 1", false),
        ("/odata/a", "/odata/b", false),
    ])
    func `know a request by its like`(one: String, other: String, isAlike: Bool) {
        let known = KnownLong()
        known.add(one)
        #expect(known.contains(other) == isAlike)
        known.remove(other)
        #expect(known.contains(one) != isAlike)
    }
}
