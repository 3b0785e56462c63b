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
        if let held = heldForm() { return try again(try received(type, SubmittedForm(form: held), nil), .kept) }
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
        var content = FormPage(type, nil, layout, prefilled: prefilled, try writer(and: wanted), in: page)
        content.said = lostWord
        return answer(content, current: type)
    }

    func editForm() throws -> Response {
        let type = try type()
        guard page.permissions(type).mayUpdate else { throw Self.mayNot }
        let record = try records.read(type.name, try recordID(), as: principal)
        return try about(record).editForm(of: record)
    }

    private func editForm(of record: Record) throws -> Response {
        let type = record.type
        guard page.permissions(type).mayUpdate else { throw Self.mayNot }
        if let held = heldForm() {
            let received = try received(type, SubmittedForm(form: held), record)
            return received.isStale ? try conflict(received, record) : try again(received, .kept)
        }
        let layout = FormLayout(type, for: .edit, record, in: page)
        var content = FormPage(type, record, layout, try writer(for: [record]), in: page)
        content.said = lostWord
        return answer(content, current: type)
    }

    func create() async throws -> Response {
        let type = try type()
        guard page.permissions(type).mayCreate else { throw Self.mayNot }
        let sent = try await recordForm(type)
        return try await reading(sent.form).create(type, sent)
    }

    private func create(_ type: EntityType, _ sent: SubmittedForm) async throws -> Response {
        var received = try received(type, sent, nil)
        if let pause = received.pause { return try again(received, pause) }
        do {
            let request = write(type, .create(received.submission.newValues), received.form, received.problems)
            let outcome = try await records.write(request)
            forget(received)
            return pages.redirect(
                to: outcome.isInSight
                    ? Address.record(type, outcome.record.id) + "?notice=created"
                    : Address.list(type, notice: "created"))
        } catch let refusal as Refusal where Self.belongsOnForm(refusal) {
            received.refuse(refusal)
        }
        if received.isRepeated { received.made = try made(by: received.form, type) }
        return try refused(received, nil)
    }

    func update() async throws -> Response {
        let type = try type()
        guard page.permissions(type).mayUpdate else { throw Self.mayNot }
        let sent = try await recordForm(type)
        return try await reading(sent.form).update(type, sent)
    }

    private func update(_ type: EntityType, _ sent: SubmittedForm) async throws -> Response {
        let stored = try records.read(type.name, try recordID(), as: principal)
        return try await about(stored).update(stored, sent)
    }

    private func update(_ stored: Record, _ sent: SubmittedForm) async throws -> Response {
        let type = stored.type
        var received = try received(type, sent, stored)
        if received.isStale { return try conflict(received, stored) }
        if let pause = received.pause { return try again(received, pause) }
        let changes = received.submission.changes(from: stored)
        let address = Address.record(type, stored.id)
        guard !changes.isEmpty || !received.problems.isEmpty else {
            forget(received)
            return pages.redirect(to: address)
        }
        do {
            let request = write(type, .update(stored.id, changes), received.form, received.problems)
            let outcome = try await records.write(request)
            forget(received)
            return pages.redirect(
                to: outcome.isInSight ? address + "?notice=saved" : Address.list(type, notice: "saved"))
        } catch let refusal as Refusal where refusal.kind == .stale {
            return try conflict(received, try records.read(type.name, stored.id, as: principal))
        } catch let refusal as Refusal where Self.belongsOnForm(refusal) {
            received.refuse(refusal)
        }
        return try refused(received, stored)
    }

    /// A form that was sent, against the layout that the form has now.
    private func received(_ type: EntityType, _ sent: SubmittedForm, _ stored: Record?) throws -> ReceivedForm {
        let isOfNow = sent.form[OwnField.definitions].map { $0 == page.catalog.fingerprint } ?? true
        // A lookup that the address filled in stands on the form, whatever the form says.
        let filledIn = stored == nil ? type.attributes.map(\.name).filter { sent.form[FieldName.was($0)] != nil } : []
        let layout = FormLayout(
            type, for: stored == nil ? .create : .edit, stored,
            adding: filledIn.filter { sent.form[FieldName.title($0)] != nil }, in: page)
        let earlier = EarlierForm(sent.form, of: type, offered: layout.inputs, isOfNow: isOfNow)
        let demands = FieldDemands(type, stored, in: page)
        var submission = try Submission(
            type, earlier.form, attributes: layout.inputs, isNew: stored == nil,
            computed: demands.computedTimes(of: type), format: page.format, faults: sent.faults, resolve: resolve)
        let uploads = try uploads(in: earlier.form, of: type)
        if let stored {
            let files = try records.files(of: [stored]).merging(uploads) { first, _ in first }
            submission.dropFiles(equalTo: stored, files)
        }
        return ReceivedForm(
            layout: layout, submission: submission, lost: earlier.lost, uploads: uploads, stored: stored?.revision,
            isLate: sent.isLate)
    }

    /// The form with what was entered, and what is wrong with it.
    private func refused(_ received: ReceivedForm, _ stored: Record?) throws -> Response {
        var writer = try writer(for: stored.map { [$0] } ?? [])
        writer.files.merge(received.uploads) { first, _ in first }
        let content = FormPage(refused: received, stored, writer, in: page)
        return atForm(of: received, stored).answer(content, current: received.type, status: received.status)
    }

    /// The form with what was entered, in the language of this visit; nothing is stored.
    private func again(_ received: ReceivedForm, _ pause: ReceivedForm.Pause) throws -> Response {
        let stored = try received.stored.map { _ in
            try records.read(received.type.name, try recordID(), as: principal)
        }
        let visit = if case .language(let tag) = pause { inLanguage(tag) } else { self }
        var writer = try visit.writer(for: stored.map { [$0] } ?? [], and: references(received.submission))
        writer.files.merge(received.uploads) { first, _ in first }
        let content = FormPage(continuing: received, pause, stored, writer, in: visit.page)
        var response = visit.atForm(of: received, stored).answer(
            content, current: received.type, status: pause == .late ? .conflict : .ok)
        if case .language = pause { pages.remember(visit.language, in: &response) }
        return response
    }

    /// The form with what was entered beside what somebody else stored meanwhile.
    private func conflict(_ received: ReceivedForm, _ stored: Record) throws -> Response {
        let submission = received.submission
        let seen = min(max(received.seen ?? stored.revision, 0), stored.revision)
        // A double click on Save comes here after the first one was stored: nothing is left to compare.
        if submission.faults.isEmpty, received.lost.isEmpty, submission.changes(from: stored).isEmpty {
            forget(received)
            return pages.redirect(to: Address.record(stored.type, stored.id) + "?notice=saved")
        }
        let since = Int(min(max(stored.revision - seen, 0), 200))
        let history = try records.history(of: stored.type.name, stored.id, as: principal, limit: max(since, 1))
            .filter { $0.revision > seen }
        let base = stored.undoing(history, to: seen)
        var writer = try writer(for: [stored, base], and: references(submission))
        for entry in history { writer.files.merge(entry.files) { first, _ in first } }
        writer.files.merge(received.uploads) { first, _ in first }
        var now = received
        now.layout = FormLayout(stored.type, for: .edit, stored, in: page)
        let isOwn = !history.isEmpty && history.allSatisfy { $0.principal == principal.id }
        let content = FormPage(conflicting: now, base: base, stored: stored, isOwn: isOwn, writer, in: page)
        return atForm(of: received, stored).answer(content, current: stored.type, status: .preconditionFailed)
    }

    /// The visit at the address of the form, where a choice of the language leads to.
    private func atForm(of received: ReceivedForm, _ stored: Record?) -> Visit {
        var visit = self
        visit.address = stored.map { Address.edit($0.type, $0.id) } ?? Address.create(received.type)
        return visit
    }

    private func references(_ submission: Submission) -> [String: Set<RecordID>] {
        var result: [String: Set<RecordID>] = [:]
        for attribute in submission.attributes {
            guard let targets = attribute.type.reference?.targets else { continue }
            var texts = [submission.form[attribute.name] ?? ""]
            if case .text(let text)? = submission.values[attribute.name] { texts.append(text) }
            for id in texts.compactMap({ RecordID($0) }) {
                for target in targets { result[target, default: []].insert(id) }
            }
        }
        return result
    }

    /// What was kept of the form while the session had ended. It carries what it is kept under, and is forgotten by that
    /// once it is stored.
    private func heldForm() -> FormData? {
        parameters[OwnField.held].flatMap { token in
            pages.held.form(token, of: principal.id, at: page.now)?.setting(OwnField.held, to: token)
        }
    }

    /// Said where what was kept is not there any more.
    private var lostWord: String? { parameters[OwnField.held] == nil ? nil : FormTexts.notKept[language] }

    private func forget(_ received: ReceivedForm) {
        if let token = received.form[OwnField.held] { pages.held.discard(token, of: principal.id) }
    }

    /// The record that an earlier sending of a form made.
    private func made(by form: FormData, _ type: EntityType) throws -> FormField.Link? {
        guard let key = idempotencyKey(form),
            let record = try records.record(of: type.name, writtenWithKey: key, by: principal)
        else { return nil }
        return FormField.Link(
            label: try writer(for: [record]).title(record), href: Address.record(record.type, record.id))
    }

    /// What a person can mend in the form, or only wait for; the rest gets a page of its own.
    private static func belongsOnForm(_ refusal: Refusal) -> Bool {
        !refusal.asksForRepetition
            && [.invalid, .conflict, .malformed, .limit, .forbidden, .unavailable].contains(refusal.kind)
    }

    static let mayNot = Refusal(
        .forbidden, "KTR-W301", LocalizedText("Your roles do not allow this", german: "Ihre Rollen erlauben das nicht"))
}
