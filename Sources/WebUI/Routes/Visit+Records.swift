import Definitions
import Foundation
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Queries
import Records
import StateCharts

extension Visit {
    static let timelineLength = 20

    func record() async throws -> Response {
        let type = try type()
        return try await detail(type, try recordID(), notice: notice(parameters["notice"]))
    }

    /// Sends an event to the record's chart; a refusal is told on the record's page.
    func send() async throws -> Response {
        let (type, id) = (try type(), try recordID())
        let form = try await form()
        guard let name = serving.parameters.get("event").map(percentDecoded) else { throw HTTPError(.notFound) }
        return try await carryOut(
            write(type, .event(id, name: name, data: .null, values: [:]), form), type, id,
            then: Address.record(type, id) + "?notice=sent", outOfSight: "sent")
    }

    func delete() async throws -> Response {
        let (type, id) = (try type(), try recordID())
        let form = try await form()
        return try await carryOut(
            write(type, .delete(id), form), type, id,
            then: form.filled(OwnField.back).map(Address.local) ?? Address.list(type, notice: "deleted"),
            outOfSight: nil)
    }

    /// - Parameter outOfSight: what the list tells where the record cannot be seen any more after the write; nil where that goes without
    ///   saying.
    func carryOut(
        _ request: WriteRequest, _ type: EntityType, _ id: RecordID, then destination: String, outOfSight: String?
    ) async throws -> Response {
        do {
            let outcome = try await records.write(request)
            if let outOfSight, !outcome.isInSight {
                return pages.redirect(to: Address.list(type, notice: outOfSight))
            }
            return pages.redirect(to: destination)
        } catch let refusal as Refusal where [.conflict, .stale, .invalid, .forbidden, .limit].contains(refusal.kind) {
            return try await detail(type, id, refusal: refusal)
        }
    }

    private func detail(
        _ type: EntityType, _ id: RecordID, notice: LocalizedText? = nil, refusal: Refusal? = nil
    ) async throws -> Response {
        let record = try records.read(type.name, id, as: principal)
        let page = try about(record).page
        let permissions = page.permissions(type)
        let before = parameters["before"].flatMap { Int64($0) }
        let timeline = try records.history(
            of: type.name, id, as: principal, before: before, limit: Self.timelineLength)
        let history = timeline.entries
        var writer = try writer(
            for: [record], and: references(in: history), people: Set(history.map(\.principal)),
            isShown: permissions.shows)
        for entry in history { writer.files.merge(entry.files) { first, _ in first } }
        let layout = FormLayout(type, for: .show, record, in: page)
        let lists = try relatedLists(of: record, layout)
        let material = DetailPage.Material(
            record: record, events: try records.possibleEvents(for: record, as: principal),
            timers: try records.timers(of: record, as: principal), history: history,
            olderBefore: timeline.older, isOlderPage: before != nil,
            related: lists.others, path: try path(to: record), placed: lists.placed, layout: layout,
            picture: await picture(of: record))
        let details = refusal?.problems.map { ProblemPage.Detail($0, language) } ?? []
        let content = DetailPage(material, refusals: details, writer, in: page)
        return answer(content, current: type, notice: notice, status: refusal?.status ?? .ok)
    }

    private func picture(of record: Record) async -> String? {
        guard let chart = page.catalog.chart(of: record.type), let attribute = record.type.stateAttribute else {
            return nil
        }
        let active = chart.activeIDs(record[attribute.name].displayText)
        return await pages.pictures.picture(of: chart, in: page.catalog, language)?
            .marking(Set(active.map { "state-\($0)" }))
    }

    private func references(in history: [HistoryEntry]) -> [String: Set<RecordID>] {
        var result: [String: Set<RecordID>] = [:]
        for change in history.flatMap(\.changes) {
            // Of which entity type a record was, an entry tells only where that changed: one title is found at most.
            for target in change.attribute.type.reference?.targets ?? [] {
                for case .record(let id) in [change.before, change.after] { result[target, default: []].insert(id) }
            }
        }
        return result
    }

    func notice(_ name: String?) -> LocalizedText? {
        switch name {
        case "deleted": RecordTexts.deleted
        case "created": RecordTexts.created
        case "saved": RecordTexts.saved
        case "sent": RecordTexts.sent
        default: nil
        }
    }

    private func percentDecoded(_ text: String) -> String { text.removingPercentEncoding ?? text }
}
