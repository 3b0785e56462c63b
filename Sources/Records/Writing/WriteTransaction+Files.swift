import Access
import Model
import Storage

// The files of a write: which ones a record may be given, and what becomes of those it held.

extension WriteTransaction {
    /// What is told of the files in a change's images, for rules and for the change log.
    func describeFiles(of change: ChangeSet) throws -> [RecordID: FileDescription] {
        guard change.type.hasFiles else { return [:] }
        let ids = change.after.fileIDs.union(change.before?.fileIDs ?? [])
        return try FileTable.descriptions(of: ids, in: connection)
    }

    /// A record may be given an upload of the principal that waits, and its own files in another place. Nothing else:
    /// whoever could name any file could read any file.
    func fileProblems(_ change: ChangeSet, _ draft: WriteDraft, _ access: EntityAccess) throws -> [Refusal.Problem] {
        guard change.type.hasFiles else { return [] }
        let own = change.before?.fileIDs ?? []
        let visible = try visibleFiles(change, draft, access)
        let asked = Set(draft.assignments.map(\.position))
        var problems: [Refusal.Problem] = []
        for position in change.changedPositions {
            let attribute = change.type.attributes[position]
            guard case .file(let rules) = attribute.type, case .record(let id) = change.after.values[position] else {
                continue
            }
            guard let file = try FileTable.file(id, in: connection), file.isWhole,
                (asked.contains(position) ? visible : own).contains(id) || isWaiting(file, for: draft.principal)
            else {
                problems.append(.noSuchFile(attribute))
                continue
            }
            if var problem = rules.problem(with: file.description, extent: file.extent) {
                problem.attribute = attribute.name
                problems.append(problem)
            }
        }
        return problems
    }

    private func visibleFiles(
        _ change: ChangeSet, _ draft: WriteDraft, _ access: EntityAccess
    ) throws -> Set<RecordID> {
        guard let before = change.before else { return [] }
        guard draft.authority == .principal, !access.isUnbounded else { return before.fileIDs }
        return before.fileIDs(
            except: access.hidden(on: before, in: try evaluationContext(for: before, draft, access)))
    }

    private func isWaiting(_ file: StoredFile, for principal: Principal) -> Bool {
        guard file.record == nil, let expires = file.expires else { return false }
        return file.uploader == principal.id && expires > now
    }

    /// Takes the files that the record holds now, and lets those go that it held.
    func moveFiles(_ change: ChangeSet) throws {
        guard change.type.hasFiles else { return }
        let before = change.kind == .create ? [] : change.before?.fileIDs ?? []
        let after = change.kind == .delete ? [] : change.after.fileIDs
        for file in after.subtracting(before).sorted() {
            try FileTable.attach(file, to: change.after.id, on: connection)
        }
        for file in before.subtracting(after).sorted() {
            try FileTable.release(file, until: now.adding(RecordService.fileGrace), on: connection)
        }
    }
}

extension EntityType {
    /// Whether records of the type can hold files.
    var hasFiles: Bool { attributes.contains { if case .file = $0.type { true } else { false } } }
}

extension Record {
    /// The files that the record holds outside of some positions.
    fileprivate func fileIDs(except hidden: Set<Int>) -> Set<RecordID> {
        var record = self
        for position in hidden { record.values[position] = .null }
        return record.fileIDs
    }
}
