import Definitions
import Model
import Records
import StateCharts

extension DetailPage {
    /// What was read for a record's page.
    struct Material {
        var record: Record
        var events: [Records.PossibleEvent]
        /// The deadlines that it waits for, in their order.
        var timers: [WaitingTimer] = []
        var history: [HistoryEntry]
        /// Where older entries begin; nil where there are none.
        var olderBefore: Int64?
        var isOlderPage = false
        /// The lists that the record's form does not name.
        var related: [Related]
        /// The records above it in its tree, the topmost first.
        var path: [DetailPage.Ancestor] = []
        /// Those that it names, by name.
        var placed: [String: Related] = [:]
        var layout: FormLayout
        /// The chart's picture with the current state marked.
        var picture: String?
    }

    init(_ material: Material, refusals: [ProblemPage.Detail] = [], _ writer: ValueWriter, in context: PageContext) {
        let (record, type, language) = (material.record, material.record.type, context.language)
        let permissions = context.permissions(type)
        title = Excerpt(writer.title(record), limit: 300).short
        typeLabel = type.pluralLabel[language]
        typeHref = Address.list(type)
        csrf = context.csrf
        revision = record.revision
        let canEdit = permissions.mayUpdate && !FormPage.attributes(type, creating: false, in: context).isEmpty
        editHref = canEdit ? Address.edit(type, record.id) : nil
        deleteAction = permissions.mayDelete ? Address.delete(type, record.id) : nil
        deleteKey = context.drawKey()
        self.refusals = refusals
        workflow = Self.workflow(material, writer, context)
        sections = material.layout.blocks(material, writer)
        emptyLabels = material.layout.sections.flatMap(\.entries).compactMap { entry in
            guard case .fixed(let attribute, _) = entry, record[attribute.name].isNull, permissions.shows(attribute)
            else { return nil }
            return attribute.label[language]
        }
        documents = context.documents(of: record).map { document in
            DocumentLink(
                label: document.label[language], languages: document.links(of: record, current: nil),
                href: Address.document(record, document.name))
        }
        emptyHeading = RecordTexts.withoutValue(emptyLabels.count)[language]
        systemValues = [SystemAttribute.createdAt, .createdBy, .updatedAt, .updatedBy, .revision].map { system in
            writer.cell(type.attributes[system.position], record[system])
        }
        var currencies = material.isOlderPage ? [:] : record.currencies
        timeline = material.history.map { TimelineEntry($0, of: type, &currencies, writer) }
        olderHref = material.olderBefore.map { Address.record(type, record.id) + "?before=\($0)" }
        newestHref = material.isOlderPage ? Address.record(type, record.id) : nil
        chart = Self.chart(material, writer, context)
        related = material.related
        path = material.path
    }

    private static func workflow(_ material: Material, _ writer: ValueWriter, _ context: PageContext) -> Workflow? {
        let (record, type, language) = (material.record, material.record.type, context.language)
        guard let attribute = type.stateAttribute, context.permissions(type).shows(attribute),
            let chart = context.catalog.chart(of: type)
        else { return nil }
        let configuration = record[attribute.name].displayText
        let visited = material.history.flatMap { entry in
            [entry.transition?.from, entry.transition?.to].compactMap { $0 }.flatMap { $0.split(separator: " ") }
        }
        let possible = material.events.filter(\.isPossible)
        return Workflow(
            stages: chart.stages(configuration, visited: Set(visited.map(String.init)), language),
            actions: possible.enumerated().map { index, event in
                Action(
                    label: event.label[language], action: Address.event(type, record.id, event.name),
                    leadsTo: event.target?[language],
                    missing: event.missing.isEmpty
                        ? nil : RecordTexts.missing(event.missing.map { $0.label[language] })[language],
                    isPrimary: index == 0, key: context.drawKey())
            },
            obstacles: material.events.filter { !$0.isPossible }.map { event in
                Obstacle(
                    label: event.label[language], reason: (event.obstacle ?? RecordTexts.notAllowed)[language],
                    place: event.location.map { "\($0.file):\($0.line)" })
            },
            stateLabel: writer.text(attribute, record[attribute.name]),
            overdue: material.timers.compactMap(\.refusal).map { timer in
                let label = chart.label(ofEvent: timer.event)[language]
                let reasons = timer.problems.map { $0.message[language] }.joined(separator: " ")
                let retry = timer.retry.map { context.format.instant($0) }
                return RecordTexts.overdue(label, reasons, retry: retry)[language]
            },
            deadlines: material.timers.filter { $0.refusal == nil }.compactMap { timer in
                timer.due.map { due in
                    Deadline(
                        label: timer.label[language], when: context.format.instant(due), machineTime: due.description)
                }
            })
    }

    private static func chart(_ material: Material, _ writer: ValueWriter, _ context: PageContext) -> Chart? {
        let type = material.record.type
        guard let attribute = type.stateAttribute, context.permissions(type).shows(attribute),
            let chart = context.catalog.chart(of: type)
        else { return nil }
        let configuration = material.record[attribute.name].displayText
        let title = InterfaceTexts.all["chart"]?[context.language] ?? ""
        return Chart(
            svg: material.picture, states: chart.list(configuration, context.language),
            summary: "\(title): \(writer.text(attribute, material.record[attribute.name]))")
    }
}

extension Record {
    /// The record as it was at an earlier revision, from the changes since.
    ///
    /// - Parameter history: newest first, at least back to that revision.
    func undoing(_ history: [HistoryEntry], to revision: Int64) -> Record {
        var result = self
        for entry in history where entry.revision > revision {
            for change in entry.changes { result[change.attribute.name] = change.before }
        }
        result[.revision] = .integer(revision)
        return result
    }
}

extension FormLayout {
    /// The sections of a record's page: values that there are, notes and lists, in their order.
    func blocks(_ material: DetailPage.Material, _ writer: ValueWriter) -> [DetailPage.Section] {
        let language = writer.format.language
        return sections.compactMap { section in
            var blocks: [DetailPage.Block] = []
            for entry in section.entries {
                switch entry {
                case .fixed(let attribute, let width), .input(let attribute, let width):
                    let cell = writer.cell(
                        attribute, material.record[attribute.name], of: material.record, showingPictures: true)
                    if cell.text.isEmpty { continue }
                    let value = DetailPage.Value(cell: cell, width: width?.rawValue)
                    if blocks.last?.values.isEmpty == false {
                        blocks[blocks.count - 1].values.append(value)
                    } else {
                        blocks.append(.init(values: [value]))
                    }
                case .note(let text): blocks.append(.init(note: text[language]))
                case .related(let list): material.placed[list.name].map { blocks.append(.init(related: $0)) }
                }
            }
            guard blocks.contains(where: { $0.note == nil }) else { return nil }
            return DetailPage.Section(
                id: "section-\(section.name)", heading: section.label[language], blocks: blocks)
        }
    }
}
