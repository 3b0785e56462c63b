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

extension WebPages {
    /// The languages that the pages speak.
    static let languages = [Language.english, .german]
    static let languageCookie = "kontor-language"
    /// So many entity types stand in the navigation; the overview has all.
    static let navigationLength = 8

    /// The language somebody chose on a page of ours, or the one they are known to read.
    func language(of request: Request, _ context: ServingContext) -> Language {
        let chosen = request.cookies[Self.languageCookie]?.value
        return [Language.german, .english].first { $0.rawValue == chosen } ?? context.language.primary
    }

    /// What surrounds a page.
    func frame(
        for page: some Page, _ request: Request, _ context: ServingContext, in chosen: Language? = nil,
        at address: String? = nil, current: EntityType? = nil, notice: String? = nil
    ) -> PageFrame {
        let language = chosen ?? language(of: request, context)
        let here = address ?? (request.method == .get ? request.uri.string : "/")
        var frame = PageFrame(
            textLanguage: language, tabTitle: "\(page.title) – Kontor", assets: assets.addresses, user: nil,
            navigation: [],
            languages: Self.languages.map { choice in
                .init(
                    label: choice.ownName, tag: choice.rawValue,
                    href: "/language/\(choice.rawValue)?to=\(percentEncoded(here))", isCurrent: choice == language)
            },
            notice: notice)
        if let authentication = context.authentication {
            let principal = authentication.principal
            frame.user = PageFrame.User(
                displayName: principal.displayName, initials: PageFrame.initials(of: principal.displayName),
                csrf: authentication.session?.csrfToken ?? "")
            let deployment = records.deployment.get()
            // Links are found on the records that they join.
            let readable = deployment.catalog.entityTypes.filter {
                $0.link == nil && deployment.access.access(of: principal, to: $0).canRead
            }
            frame.navigation = readable.prefix(Self.navigationLength).map { type in
                .init(label: type.pluralLabel[language], href: Address.list(type), isCurrent: type == current)
            }
            frame.hasMoreNavigation = readable.count > Self.navigationLength
        }
        return frame
    }

    func html(_ page: some Page, in frame: PageFrame, status: HTTPResponse.Status = .ok) -> Response {
        var headers = SecurityHeaders.page
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentLanguage] = frame.lang
        // Pages hold what only their reader may see.
        headers[.cacheControl] = "no-store"
        let text = renderer.render(page, in: frame)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    /// Keeps the chosen language in a cookie and goes back to where the reader was.
    func chooseLanguage(_ request: Request, _ context: ServingContext) -> Response {
        let language = context.parameters.get("tag").map { Language(rawValue: $0) }
        let destination = Address.local(FormData(urlEncoded: request.uri.query ?? "")["to"])
        var response = redirect(to: destination)
        remember(language.flatMap { Self.languages.contains($0) ? $0 : nil } ?? .english, in: &response)
        return response
    }

    /// Keeps a language in a cookie.
    func remember(_ language: Language, in response: inout Response) {
        response.setCookie(
            Cookie(
                name: Self.languageCookie, value: language.rawValue, maxAge: 365 * 24 * 3600, path: "/",
                secure: settings.isBehindTLS, httpOnly: true, sameSite: .lax))
    }

    /// A file of the interface. Its address has a hash of the content, so browsers may keep it for good.
    func asset(_ request: Request, _ context: ServingContext) throws -> Response {
        guard let name = context.parameters.get("name"), let file = assets.file(named: name) else {
            throw HTTPError(.notFound)
        }
        var headers = SecurityHeaders.data
        headers[.contentType] = file.mediaType
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.bytes))
    }
}
