import Dispatch
import Glibc

/// A TCP connection to the service, for what no well-behaved client would send.
enum Wire {
    /// Sends bytes and gives everything that comes back until the server closes; nil when it has not after a minute of silence.
    ///
    /// - Parameter rest: sent once the server has said something.
    static func exchange(port: Int, _ text: String, thenSending rest: String? = nil) async -> String? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: exchangeNow(port: port, text, rest)) }
        }
    }

    /// A connection on which bytes were sent, to be closed with ``close(_:)``; nil where there is none.
    static func open(port: Int, _ text: String) -> Int32? {
        guard let descriptor = connected(port: port) else { return nil }
        guard send(text, on: descriptor) else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

    /// Waits until the server has closed one of these connections, and counts those that it has closed by then; 0 when it has not
    /// after a minute.
    static func closed(of descriptors: [Int32]) async -> Int {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var places = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
                _ = poll(&places, nfds_t(places.count), 60_000)
                continuation.resume(returning: places.count(where: { $0.revents != 0 && isAtEnd($0.fd) }))
            }
        }
    }

    private static func isAtEnd(_ descriptor: Int32) -> Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno == ECONNRESET)
    }

    private static func connected(port: Int) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func send(_ text: String, on descriptor: Int32) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    private static func exchangeNow(port: Int, _ text: String, _ rest: String?) -> String? {
        guard let descriptor = connected(port: port) else { return nil }
        defer { close(descriptor) }
        guard send(text, on: descriptor) else { return "" }
        var rest = rest
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 {
                received += buffer[0..<count]
                if let now = rest.take() {
                    guard send(now, on: descriptor) else { return String(decoding: received, as: UTF8.self) }
                }
            } else if count == 0 || errno == ECONNRESET {
                return String(decoding: received, as: UTF8.self)
            } else {
                return nil
            }
        }
    }
}
