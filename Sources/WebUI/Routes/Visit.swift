import Access
import Definitions
import Foundation
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Model
import NIOCore
import Records

/// One request by somebody who is signed in, with one deployment from beginning to end.
struct Visit {
    let pages: WebPages
    let request: Request
    let serving: ServingContext
    let principal: Principal
    /// Reads and writes by the deployment that the page is made by.
    let records: RecordService
    private(set) var page: PageContext
    private let deployment: Deployment
    let parameters: FormData
    /// The address that shows this page again, where the request's own does not.
    var address: String?

    /// - Throws: `Refusal(.unauthenticated)` where nobody is signed in.
    init(_ pages: WebPages, _ request: Request, _ serving: ServingContext) throws {
        let principal = try serving.principal()
        records = pages.records.pinned()
        let deployment = records.deployment.get()
        self.deployment = deployment
        self.pages = pages
        self.request = request
        self.serving = serving
        self.principal = principal
        parameters = FormData(urlEncoded: request.uri.query ?? "")
        page = PageContext(
            catalog: deployment.catalog, principal: principal,
            format: ValueFormat(pages.language(of: request, serving), zone: pages.zone),
            csrf: serving.authentication?.session?.csrfToken ?? "",
            now: pages.records.now(), zone: deployment.zone,
            permissions: { TypePermissions(deployment.access.access(of: principal, to: $0)) },
            names: deployment.access.names(for: principal),
            drawKey: { [ids = pages.ids] in ids.next().description },
            opener: pages.authenticator.voucher(for: principal.id), bodyLimit: serving.bodyLimit)
    }

    var language: Language { page.language }

    /// The entity type that the address names.
    ///
    /// - Throws: `Refusal(.notFound)` where there is none that the principal may read.
    func type() throws -> EntityType {
        guard let name = serving.parameters.get("set"),
            let type = page.catalog.entityType(setNamed: name, orOpenedAs: parameters[OwnField.type]),
            page.permissions(type).mayRead
        else { throw HTTPError(.notFound) }
        return type
    }

    /// The visit of one record: what may be seen and done on it is decided for this record.
    func about(_ record: Record) throws -> Visit {
        let access = deployment.access.access(of: principal, to: record.type)
        var result = self
        result.page = page.narrowed(
            to: record.type, TypePermissions(access, on: record, try records.rights(on: record, as: principal)))
        return result
    }

    func recordID() throws -> RecordID {
        guard let id = serving.parameters.get("id").flatMap({ RecordID($0) }) else { throw HTTPError(.notFound) }
        return id
    }

    /// The form that was sent.
    ///
    /// - Throws: `Refusal(.forbidden)` where it does not come from a page of this session.
    func form() async throws -> FormData {
        let form = FormData(urlEncoded: String(decoding: try await request.bodyBytes(in: serving), as: UTF8.self))
        try CrossSiteGuard.checkToken(request, serving, shown: form[OwnField.token] ?? "")
        return form
    }

    /// The visit in the language that a form was shown in: whatever was chosen on another page meanwhile, `1.234` means what it
    /// meant when it was typed.
    func reading(_ form: FormData) -> Visit {
        guard let language = form[OwnField.language] else { return self }
        return inLanguage(language)
    }

    /// The visit in another language of the pages.
    func inLanguage(_ tag: String) -> Visit {
        guard let language = WebPages.languages.first(where: { $0.rawValue == tag }) else { return self }
        var result = self
        result.page.format = ValueFormat(language, zone: page.format.zone)
        return result
    }

    /// Whether a form is of this session; false for one that the same person opened in an earlier one.
    ///
    /// - Throws: `Refusal(.forbidden)` where it comes from elsewhere, or was opened by somebody else.
    func isOfThisSession(token: String, opener: String) throws(Refusal) -> Bool {
        do {
            try CrossSiteGuard.checkToken(request, serving, shown: token)
            return true
        } catch {
            guard let person = pages.authenticator.principal(vouchedForBy: opener) else { throw error }
            guard person == principal.id else { throw Self.ofSomebodyElse }
            return false
        }
    }

    private static let ofSomebodyElse = Refusal(
        .forbidden, "KTR-W640",
        LocalizedText(
            "This form was opened by somebody else, who was signed in here before",
            german: "Dieses Formular hat jemand anderes geöffnet, der hier vorher angemeldet war"),
        hint: LocalizedText(
            "Nothing was stored. Open the form again to fill it in yourself.",
            german: "Es wurde nichts gespeichert. Öffnen Sie das Formular neu, um es selbst auszufüllen."))

    /// A writer that knows the titles and people that some records speak of.
    func writer(
        for records: [Record] = [], and more: [String: Set<RecordID>] = [:], people: Set<RecordID> = [],
        isShown: (Attribute) -> Bool = { _ in true }
    ) throws -> ValueWriter {
        var wanted = more
        var persons = people
        for record in records {
            wanted.merge(record.references(isShown)) { $0.union($1) }
            for (attribute, value) in zip(record.type.attributes, record.values) where isShown(attribute) {
                if case .principal = attribute.type, case .record(let id) = value { persons.insert(id) }
            }
        }
        var writer = ValueWriter(catalog: page.catalog, format: page.format)
        for (entity, ids) in wanted {
            let titles = try self.records.titles(of: ids, entity: entity, as: principal)
            writer.titles.merge(titles) { first, _ in first }
            for id in titles.keys { writer.targets[id] = entity }
        }
        writer.files = try self.records.files(of: records)
        if !persons.isEmpty { writer.people = try pages.directory.displayNames(of: persons) }
        return writer
    }

    func answer(
        _ content: some Page, current: EntityType? = nil, notice: LocalizedText? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let frame = pages.frame(
            for: content, request, serving, in: language, at: address, current: current, notice: notice?[language])
        return pages.html(content, in: frame, status: status)
    }

    /// A write that came from a form.
    ///
    /// - Parameter found: what the page found wrong already.
    func write(
        _ type: EntityType, _ operation: WriteRequest.Operation, _ form: FormData, _ found: [Refusal.Problem] = []
    ) -> WriteRequest {
        var request = WriteRequest(
            principal: principal, entity: type.name, operation,
            expectedRevision: form[OwnField.revision].flatMap { Int64($0) }, idempotencyKey: idempotencyKey(form),
            cause: Cause(.web, request: serving.trace.description))
        request.faults = found.isEmpty ? nil : Refusal(.invalid, found)
        return request
    }

    func idempotencyKey(_ form: FormData) -> String? { form.filled(OwnField.key).map { "web-\($0.prefix(64))" } }
}
