import Glibc

/// An answer with its whole body.
struct HTTPAnswer: Sendable {
    var status: Int
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
}

/// One keep-alive connection to a server on this machine; reads answers that tell their length.
final class KeptConnection {
    let descriptor: Int32
    private(set) var sentAt = ContinuousClock.now
    private var received: [UInt8] = []
    private var piece = [UInt8](repeating: 0, count: 64 << 10)

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw BareError(message: "no connection to port \(port)") }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    func close() { _ = Glibc.close(descriptor) }

    func send(_ request: [UInt8]) throws {
        sentAt = ContinuousClock.now
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes { bytes in
                Glibc.send(
                    descriptor, bytes.baseAddress.map { $0 + sent }, request.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw BareError(message: "the connection broke while sending") }
            sent += count
        }
    }

    /// Takes what has arrived; nil while the answer is not complete.
    func receive() throws -> HTTPAnswer? {
        let count = recv(descriptor, &piece, piece.count, 0)
        guard count > 0 else { throw BareError(message: "the server closed a connection") }
        received.append(contentsOf: piece[..<count])
        guard let head = received.firstRange(of: Self.endOfHead) else { return nil }
        let lines = String(decoding: received[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let lengths = lines.compactMap { line in
            line.lowercased().hasPrefix("content-length:") ? Int(line.dropFirst(15).drop { $0 == " " }) : nil
        }
        guard let length = lengths.first else { throw BareError(message: "an answer without its length: \(lines)") }
        guard received.count >= head.upperBound + length else { return nil }
        let answer = HTTPAnswer(status: status, body: Array(received[head.upperBound..<head.upperBound + length]))
        received.removeAll(keepingCapacity: true)
        guard (200..<300).contains(status) else { throw BareError(message: "status \(status): \(answer.text)") }
        return answer
    }

    private static let endOfHead = Array("\r\n\r\n".utf8)
}
