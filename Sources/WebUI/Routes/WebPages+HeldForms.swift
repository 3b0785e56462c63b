import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Model
import NIOCore
import Records

extension WebPages {
    /// Keeps a record's form that came without a session, and asks to sign in; afterwards the form is there again.
    ///
    /// The form's first field must prove that somebody who was signed in had opened it: before that, nothing is read.
    func hold(_ request: Request, _ context: ServingContext) async throws -> Response {
        let catalog = records.deployment.get().catalog
        let opened = FormData(urlEncoded: request.uri.query ?? "")[OwnField.type]
        let type = context.parameters.get("set").flatMap { catalog.entityType(setNamed: $0, orOpenedAs: opened) }
        let id = context.parameters.get("id").flatMap { RecordID($0) }
        let address = type.map { type in id.map { Address.record(type, $0) } ?? Address.create(type) } ?? "/"
        guard let type, let (principal, form) = try await lateForm(request, FormLimit(type, usual: context.bodyLimit))
        else { return redirect(to: "/sign-in?to=\(percentEncoded(address))&notice=ended") }
        let token = ids.next().description
        held.keep(form, for: principal, as: token, at: records.now())
        let formAddress = (id.map { Address.edit(type, $0) } ?? Address.create(type)) + "?\(OwnField.held)=\(token)"
        return redirect(to: "/sign-in?to=\(percentEncoded(formAddress))&notice=kept")
    }

    /// Whose form it is and what is in it, without files; nil where nothing proves whose it is.
    private func lateForm(_ request: Request, _ limit: FormLimit) async throws -> (RecordID, FormData)? {
        var late = LateForm(limit: limit, contentType: request.headers[.contentType]) { voucher in
            authenticator.principal(vouchedForBy: voucher)
        }
        for try await bytes in request.body {
            guard try late.take(bytes.readableBytesView) else { return nil }
        }
        return late.finished
    }
}
