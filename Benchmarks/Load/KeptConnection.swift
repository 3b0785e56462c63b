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
        guard let head = AnswerHead(received) else { return nil }
        guard received.count >= head.size + head.length else { return nil }
        let answer = HTTPAnswer(status: head.status, body: Array(received[head.size..<head.size + head.length]))
        received.removeAll(keepingCapacity: true)
        guard (200..<300).contains(head.status) else {
            throw BareError(message: "status \(head.status): \(answer.text)")
        }
        return answer
    }
}

/// What of an answer's head tells where its body ends. Read byte by byte: the client shall cost next to nothing.
private struct AnswerHead {
    var status = 0
    /// Bytes of the head, with the empty line.
    var size = 0
    /// Bytes of the body.
    var length = 0

    /// Nil while the head is not complete.
    init?(_ bytes: [UInt8]) {
        var lineStart = 0
        var isComplete = false
        for index in bytes.indices where bytes[index] == 0x0A {
            if index - lineStart <= 1 {
                size = index + 1
                isComplete = true
                break
            }
            if lineStart == 0 {
                status = Self.number(bytes, from: 9)
            } else if Self.isLength(bytes, at: lineStart) {
                length = Self.number(bytes, from: lineStart + Self.lengthField.count)
            }
            lineStart = index + 1
        }
        guard isComplete else { return nil }
    }

    private static let lengthField = Array("content-length:".utf8)

    private static func isLength(_ bytes: [UInt8], at start: Int) -> Bool {
        guard start + lengthField.count < bytes.count else { return false }
        // Sets the bit that tells small letters from capital ones.
        return lengthField.indices.allSatisfy { bytes[start + $0] | 0x20 == lengthField[$0] | 0x20 }
    }

    private static func number(_ bytes: [UInt8], from start: Int) -> Int {
        var value = 0
        var index = start
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        return value
    }
}
