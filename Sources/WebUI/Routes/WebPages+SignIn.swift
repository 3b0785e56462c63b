import Foundation
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Model

extension WebPages {
    func signInForm(_ request: Request, _ context: ServingContext) -> Response {
        let parameters = FormData(urlEncoded: request.uri.query ?? "")
        let destination = Address.local(parameters["to"])
        if context.authentication != nil { return redirect(to: destination) }
        let said: LocalizedText? =
            switch parameters["notice"] {
            case "signed-out": FrameTexts.signedOut
            case "ended": FrameTexts.sessionEnded
            case "kept": FrameTexts.sessionEndedEntriesKept
            default: nil
            }
        return signInPage(request, context, destination: destination, said: said)
    }

    func signIn(_ request: Request, _ context: ServingContext) async throws -> Response {
        try CrossSiteGuard.checkOrigin(request)
        let form = FormData(urlEncoded: String(decoding: try await request.bodyBytes(in: context), as: UTF8.self))
        let destination = Address.local(form["destination"])
        let name = form["user"]?.trimmed ?? ""
        do {
            let signedIn = try await authenticator.signIn(
                name: name, password: form["password"] ?? "", address: context.clientAddress,
                replacing: sessionSecret(request))
            var response = redirect(to: destination)
            response.setCookie(sessionCookie(signedIn.secret.text, maxAge: nil))
            return response
        } catch let refusal as Refusal where refusal.kind == .unauthenticated || refusal.kind == .limit {
            let isThrottled = refusal.kind == .limit
            return signInPage(
                request, context, destination: destination, userName: name,
                failure: isThrottled ? FrameTexts.signInThrottled : FrameTexts.signInFailed,
                status: isThrottled ? .tooManyRequests : .unauthorized)
        }
    }

    func signOut(_ request: Request, _ context: ServingContext) async throws -> Response {
        let form = FormData(urlEncoded: String(decoding: try await request.bodyBytes(in: context), as: UTF8.self))
        try CrossSiteGuard.checkToken(request, context, shown: form[OwnField.token] ?? "")
        if let secret = sessionSecret(request) { try await authenticator.signOut(secret) }
        var response = redirect(to: "/sign-in?notice=signed-out")
        response.setCookie(sessionCookie("", maxAge: 0))
        return response
    }

    private func signInPage(
        _ request: Request, _ context: ServingContext, destination: String, userName: String = "",
        failure: LocalizedText? = nil, said: LocalizedText? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = language(of: request, context)
        let page = SignInPage(
            title: FrameTexts.signInTitle[language], action: "/sign-in", destination: destination, userName: userName,
            failure: failure?[language], said: said?[language])
        return html(page, in: frame(for: page, request, context), status: status)
    }

    private func sessionSecret(_ request: Request) -> Secret? {
        request.cookies[settings.sessionCookieName].map { Secret($0.value) }
    }

    private func sessionCookie(_ value: String, maxAge: Int?) -> Cookie {
        Cookie(
            name: settings.sessionCookieName, value: value, maxAge: maxAge, path: "/", secure: settings.isBehindTLS,
            httpOnly: true, sameSite: .lax)
    }
}
