import Foundation
public import HTTPServing
public import HTTPTypes
public import Hummingbird
public import Identity
public import Model
public import Records

/// The pages for people: sign-in, lists, forms, records with what can be done, and the pictures of charts.
///
///     let pages = try WebPages(
///         records: records, authenticator: authenticator, directory: directory, settings: settings, ids: ids,
///         charts: GraphvizRenderer(path: "/usr/bin"))
///     let server = HTTPServer(settings: settings, authenticator: authenticator, faces: [pages], logger: logger)
public struct WebPages: HTTPServer.Face {
    let records: RecordService
    let authenticator: Authenticator
    let directory: PrincipalDirectory
    let settings: ServerSettings
    let zone: Zone
    let ids: any IDSource
    let renderer: PageRenderer
    let pictures: ChartPictures
    let assets: Assets
    let held = HeldForms()

    /// - Parameters:
    ///   - zone: the zone that instants are shown and typed in.
    ///   - charts: draws state charts.
    /// - Throws: when the templates or assets that belong to the program cannot be read.
    public init(
        records: RecordService, authenticator: Authenticator, directory: PrincipalDirectory, settings: ServerSettings,
        zone: Zone = .utc, ids: any IDSource, charts: any ChartRenderer = NoChartRenderer()
    ) throws {
        let resources = Bundle.module.bundlePath
        self.records = records
        self.authenticator = authenticator
        self.directory = directory
        self.settings = settings
        self.zone = zone
        self.ids = ids
        renderer = try PageRenderer(templates: "\(resources)/Templates")
        pictures = ChartPictures(renderer: charts)
        assets = try Assets(folder: "\(resources)/Assets")
    }

    /// Adds the addresses of all pages.
    public func addRoutes(to router: Router<ServingContext>) {
        router.get("/") { try await visit($0, $1).home() }
        router.get("sign-in") { request, context in signInForm(request, context) }
        router.post("sign-in") { request, context in try await signIn(request, context) }
        router.post("sign-out") { request, context in try await signOut(request, context) }
        router.get("language/:tag") { request, context in chooseLanguage(request, context) }
        router.get("assets/:version/:name") { request, context in try asset(request, context) }
        router.get("suggestions/:set") { try visit($0, $1).suggestions() }
        router.get("records/:set") { try visit($0, $1).list() }
        router.post("records/:set") { request, context in
            guard context.authentication != nil else { return try await hold(request, context) }
            return try await visit(request, context).create()
        }
        router.get("records/:set/new") { try visit($0, $1).newForm() }
        router.get("records/:set/:id") { try await visit($0, $1).record() }
        router.post("records/:set/:id") { request, context in
            guard context.authentication != nil else { return try await hold(request, context) }
            return try await visit(request, context).update()
        }
        router.get("records/:set/:id/files/:attribute") { try visit($0, $1).file() }
        router.head("records/:set/:id/files/:attribute") { try visit($0, $1).file() }
        router.get("records/:set/:id/edit") { try visit($0, $1).editForm() }
        router.post("records/:set/:id/end") { try await visit($0, $1).end() }
        router.get("records/:set/:id/documents/:document") { try visit($0, $1).document() }
        router.post("records/:set/:id/delete") { try await visit($0, $1).delete() }
        router.post("records/:set/:id/events/:event") { try await visit($0, $1).send() }
    }

    /// Error pages for people: whoever is not signed in is asked to; the rest is told in their language.
    public func response(
        to refusal: Refusal, status: HTTPResponse.Status, for request: Request, in context: ServingContext
    ) -> Response? {
        guard isPage(request) else { return nil }
        let language = language(of: request, context)
        if refusal.kind == .unauthenticated, context.authentication == nil {
            // What was sent to a record leads back to the record.
            let destination = request.method == .get ? request.uri.string : recordPath(request) ?? "/"
            return redirect(to: "/sign-in?to=\(percentEncoded(destination))")
        }
        let page = ProblemPage(
            refusal, status: status.code, requestID: context.trace.description,
            backHref: status == .conflict || status == .preconditionFailed ? recordPath(request) : nil, language)
        var response = html(page, in: frame(for: page, request, context), status: status)
        RefusalHeaders.add(to: &response.headers, refusal, language: language, trace: context.trace)
        return response
    }

    private func visit(_ request: Request, _ context: ServingContext) throws -> Visit {
        try Visit(self, request, context)
    }

    private func isPage(_ request: Request) -> Bool {
        let path = request.uri.path
        if ["/records", "/sign-in", "/sign-out", "/language"].contains(where: { path.hasPrefix($0) }) || path == "/" {
            return true
        }
        // Whatever nobody answers: a page for those who want one.
        return !path.hasPrefix("/odata") && !path.hasPrefix("/suggestions")
            && request.headers[.accept]?.contains("text/html") == true
    }

    private func recordPath(_ request: Request) -> String? {
        let parts = request.uri.path.split(separator: "/")
        guard parts.count >= 3, parts[0] == "records", RecordID(String(parts[2])) != nil else { return nil }
        return "/" + parts.prefix(3).joined(separator: "/")
    }
}
