public import HTTPTypes
public import Hummingbird
import Identity
public import Model

/// Keeps other sites from acting with a visitor's session.
///
/// A browser sends cookies, and a name and password that it has been given, with requests that another site's page makes. So a
/// request that changes something must not come from such a page (`Origin`, `Sec-Fetch-Site`), whatever its credentials; one
/// that is authenticated by a cookie must show the session's own token, too. Programs send none of these headers.
public enum CrossSiteGuard {
    /// Header in which scripts show the session's token. Forms send it as the field `.csrf`.
    public static let headerName = HTTPField.Name("X-CSRF-Token")

    static let safeMethods: Set<HTTPRequest.Method> = [.get, .head, .options]

    /// Refuses a changing request that a page of another site made.
    public static func checkOrigin(_ request: Request) throws(Refusal) {
        guard !safeMethods.contains(request.method) else { return }
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name],
            site != "same-origin", site != "none"
        {
            throw .crossSite
        }
        if let origin = request.headers[.origin], let host = request.head.authority {
            let parts = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[2].lowercased() == host.lowercased() else { throw .crossSite }
        }
    }

    /// Refuses a changing request by a session that does not show the session's token.
    ///
    /// - Parameter shown: what the form's field `.csrf` holds; without one the header counts.
    public static func checkToken(_ request: Request, _ context: ServingContext, shown: String? = nil) throws(Refusal) {
        guard !safeMethods.contains(request.method), let session = context.authentication?.session else { return }
        let token = shown ?? headerName.flatMap { request.headers[$0] } ?? ""
        guard session.accepts(csrfToken: token) else { throw .crossSite }
    }
}
