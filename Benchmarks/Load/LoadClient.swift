import Foundation
import Glibc

/// Sends requests over keep-alive connections, the next one on each as soon as its answer is there.
///
/// All connections are driven by one thread with `poll(2)`: client and server share the machine, so a client that costs
/// little leaves the figures to the server.
struct LoadClient: Sendable {
    /// What a run gave.
    struct Outcome: Sendable {
        /// The client's own processor time included: it is the same for every server.
        var cost: Cost
        /// Of each request, in milliseconds, ascending.
        var latencies: [Double]

        var median: Double { latencies.isEmpty ? .infinity : latencies[latencies.count / 2] }
    }

    var port: Int
    var connections: Int

    /// Sends `count` requests and gives every answer to `next`, whose result is that connection's next request.
    ///
    /// - Parameter first: the first request of each connection.
    /// - Throws: `BareError` for an answer that is not 2xx, a lost connection, or a run of more than two minutes.
    func run(
        _ count: Int, first: @escaping @Sendable (Int) -> [UInt8],
        next: @escaping @Sendable (Int, HTTPAnswer) -> [UInt8]
    ) async throws -> Outcome {
        var latencies: [Double] = []
        let cost = try await cost {
            latencies = try await withCheckedThrowingContinuation { caller in
                Thread { caller.resume(with: Result { try drive(count, first, next) }) }.start()
            }
        }
        return Outcome(cost: cost, latencies: latencies.sorted())
    }

    private func drive(
        _ count: Int, _ first: (Int) -> [UInt8], _ next: (Int, HTTPAnswer) -> [UInt8]
    ) throws -> [Double] {
        var sockets: [KeptConnection] = []
        defer { sockets.forEach { $0.close() } }
        for _ in 0..<connections { sockets.append(try KeptConnection(port: port)) }
        var latencies: [Double] = []
        latencies.reserveCapacity(count)
        let begin = ContinuousClock.now
        var sent = 0
        for (index, socket) in sockets.enumerated() where sent < count {
            try socket.send(first(index))
            sent += 1
        }
        var polled = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        while latencies.count < count {
            guard poll(&polled, nfds_t(polled.count), 10_000) > 0, ContinuousClock.now - begin < .seconds(120) else {
                throw BareError(message: "the server did not answer in time")
            }
            for index in polled.indices where polled[index].revents != 0 {
                guard let answer = try sockets[index].receive() else { continue }
                latencies.append((ContinuousClock.now - sockets[index].sentAt) / .milliseconds(1))
                guard sent < count else { continue }
                try sockets[index].send(next(index, answer))
                sent += 1
            }
        }
        return latencies
    }
}
