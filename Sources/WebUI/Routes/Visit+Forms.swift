import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Records

extension Visit {
    func newForm() throws -> Response {
        let type = try type()
        guard page.permissions(type).mayCreate else { throw Self.mayNot }
        var prefilled: [String: AttributeValue] = [:]
        var wanted: [String: Set<RecordID>] = [:]
        for attribute in FormPage.attributes(type, creating: true, in: page) {
            guard let targets = attribute.type.reference?.targets,
                let id = parameters.filled(attribute.name).flatMap({ RecordID($0) })
            else { continue }
            prefilled[attribute.name] = .record(id)
            for target in targets { wanted[target, default: []].insert(id) }
        }
        let layout = FormLayout(type, for: .create, nil, adding: prefilled.keys.sorted(), in: page)
        return answer(
            FormPage(type, nil, layout, prefilled: prefilled, try writer(and: wanted), in: page), current: type)
    }

    func editForm() throws -> Response {
        let type = try type()
        guard page.permissions(type).mayUpdate else { throw Self.mayNot }
        let record = try records.read(type.name, try recordID(), as: principal)
        let page = try page(about: record)
        guard page.permissions(type).mayUpdate else { throw Self.mayNot }
        let layout = FormLayout(type, for: .edit, record, in: page)
        return answer(FormPage(type, record, layout, try writer(for: [record]), in: page), current: type)
    }

    func create() async throws -> Response {
        let type = try type()
        guard page.permissions(type).mayCreate else { throw Self.mayNot }
        let sent = try await recordForm(type)
        let form = sent.form
        // A lookup that the address filled in stands on the form, whatever the form says.
        let filledIn = type.attributes.filter { form["\($0.name).was"] != nil }.map(\.name)
        let layout = FormLayout(type, for: .create, nil, adding: filledIn, in: page)
        var submission = try submission(type, sent, layout)
        var others: [Refusal.Problem] = []
        var status = HTTPResponse.Status.unprocessableContent
        if submission.faults.isEmpty {
            do {
                let outcome = try await records.write(write(type, .create(submission.newValues), form))
                return pages.redirect(
                    to: outcome.isInSight
                        ? Address.record(type, outcome.record.id) + "?notice=created"
                        : Address.list(type, notice: "created"))
            } catch let refusal as Refusal where Self.belongsOnForm(refusal) {
                others = submission.add(refusal)
                status = refusal.status
            }
        }
        var writer = try writer()
        writer.files = try uploads(in: form, of: type)
        let content = FormPage(submission, nil, layout, others: others, writer, in: page)
        return answer(content, current: type, status: status)
    }

    func update() async throws -> Response {
        let type = try type()
        guard page.permissions(type).mayUpdate else { throw Self.mayNot }
        let sent = try await recordForm(type)
        let form = sent.form
        let stored = try records.read(type.name, try recordID(), as: principal)
        let page = try page(about: stored)
        let layout = FormLayout(type, for: .edit, stored, in: page)
        var submission = try submission(type, sent, layout)
        let uploads = try uploads(in: form, of: type)
        submission.dropFiles(equalTo: stored, try records.files(of: [stored]).merging(uploads) { first, _ in first })
        let isStale = form["revision"].flatMap { Int64($0) }.map { $0 != stored.revision } ?? false
        if isStale { return try conflict(submission, form, stored) }
        var others: [Refusal.Problem] = []
        var status = HTTPResponse.Status.unprocessableContent
        if submission.faults.isEmpty {
            let changes = submission.changes(from: stored)
            let address = Address.record(type, stored.id)
            guard !changes.isEmpty else { return pages.redirect(to: address) }
            do {
                let outcome = try await records.write(write(type, .update(stored.id, changes), form))
                return pages.redirect(
                    to: outcome.isInSight ? address + "?notice=saved" : Address.list(type, notice: "saved"))
            } catch let refusal as Refusal where refusal.kind == .stale {
                return try conflict(submission, form, try records.read(type.name, stored.id, as: principal))
            } catch let refusal as Refusal where Self.belongsOnForm(refusal) {
                others = submission.add(refusal)
                status = refusal.status
            }
        }
        var writer = try writer(for: [stored])
        writer.files.merge(uploads) { first, _ in first }
        let content = FormPage(submission, stored, layout, others: others, writer, in: page)
        return answer(content, current: type, status: status)
    }

    /// The form with what was entered beside what somebody else stored meanwhile.
    private func conflict(_ submission: Submission, _ form: FormData, _ stored: Record) throws -> Response {
        let seen = form["revision"].flatMap { Int64($0) } ?? stored.revision
        // A double click on Save comes here after the first one was stored: nothing is left to compare.
        if submission.faults.isEmpty, submission.changes(from: stored).isEmpty {
            return pages.redirect(to: Address.record(stored.type, stored.id) + "?notice=saved")
        }
        let since = Int(min(max(stored.revision - seen, 0), 200))
        let page = try page(about: stored)
        let history = try records.history(of: stored.type.name, stored.id, as: principal, limit: max(since, 1)).entries
        let base = stored.undoing(history, to: seen)
        var writer = try writer(for: [stored, base], and: references(submission))
        for entry in history { writer.files.merge(entry.files) { first, _ in first } }
        writer.files.merge(try uploads(in: form, of: stored.type)) { first, _ in first }
        let layout = FormLayout(stored.type, for: .edit, stored, in: page)
        let content = FormPage(conflicting: submission, base: base, stored: stored, layout, writer, in: page)
        return answer(content, current: stored.type, status: .preconditionFailed)
    }

    private func submission(_ type: EntityType, _ sent: SubmittedForm, _ layout: FormLayout) throws -> Submission {
        try Submission(
            type, sent.form, attributes: layout.inputs, format: page.format, faults: sent.faults, resolve: resolve)
    }

    private func references(_ submission: Submission) -> [String: Set<RecordID>] {
        var result: [String: Set<RecordID>] = [:]
        for attribute in submission.attributes {
            guard let targets = attribute.type.reference?.targets,
                case .text(let text) = submission.values[attribute.name],
                let id = RecordID(text)
            else { continue }
            for target in targets { result[target, default: []].insert(id) }
        }
        return result
    }

    /// What a person can mend in the form; the rest gets a page of its own.
    private static func belongsOnForm(_ refusal: Refusal) -> Bool {
        [.invalid, .conflict, .malformed, .limit].contains(refusal.kind)
    }

    static let mayNot = Refusal(
        .forbidden, "KTR-W301", LocalizedText("Your roles do not allow this", german: "Ihre Rollen erlauben das nicht"))
}
