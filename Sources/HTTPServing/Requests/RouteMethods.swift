import HTTPTypes
import Hummingbird
import Synchronization

/// Which methods the server's addresses have: for `OPTIONS`, and for whoever uses another one (RFC 9110 §9.3.7, §15.5.6).
final class RouteMethods: Sendable {
    private struct Route {
        var path: RouterPath
        var methods: [HTTPRequest.Method]
    }

    private let routes = Mutex<[Route]>([])

    /// Takes note of all addresses, once every face has added its own.
    func learn(_ router: Router<ServingContext>) {
        var known: [Route] = []
        for route in router.routes {
            if let index = known.firstIndex(where: { $0.path == route.path }) {
                known[index].methods.append(route.method)
            } else {
                known.append(Route(path: route.path, methods: [route.method]))
            }
        }
        routes.withLock { $0 = known }
    }

    /// The methods of an address; empty where there is none such.
    func methods(at path: String) -> [HTTPRequest.Method] {
        // About the server as a whole.
        if path == "*" { return Self.ordered([.get, .post, .put, .patch, .delete]) }
        let segments = path.split(separator: "/")
        let matching = routes.withLock { $0.filter { Self.matches(segments, $0.path) } }
        guard let best = matching.min(by: { Self.isMoreSpecific($0.path, $1.path) }) else { return [] }
        return Self.ordered(best.methods)
    }

    private static func ordered(_ methods: [HTTPRequest.Method]) -> [HTTPRequest.Method] {
        let all = methods + (methods.contains(.get) ? [.head] : []) + [.options]
        let order: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        return order.filter(all.contains)
    }

    private static func matches(_ segments: [Substring], _ path: RouterPath) -> Bool {
        for (index, element) in path.components.enumerated() {
            if case .recursiveWildcard = kind(of: element) { return true }
            guard index < segments.count, element ~= segments[index] else { return false }
        }
        return path.components.count == segments.count
    }

    /// Names before anything, and anything before everything, as the router has it.
    private static func isMoreSpecific(_ one: RouterPath, _ other: RouterPath) -> Bool {
        for (left, right) in zip(one.components, other.components) {
            let (first, second) = (kind(of: left), kind(of: right))
            if first != second { return first.rawValue < second.rawValue }
        }
        return one.components.count > other.components.count
    }

    private enum Kind: Int { case name, capture, wildcard, recursiveWildcard }

    private static func kind(of element: RouterPath.Element) -> Kind {
        let text = element.description
        if text == "**" { return .recursiveWildcard }
        if text == "*" { return .wildcard }
        return text.contains("{") || text.contains("*") ? .capture : .name
    }
}
