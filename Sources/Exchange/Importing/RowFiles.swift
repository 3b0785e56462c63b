import Model

/// The files that rows name: uploads them before their rows are written, and takes back those whose rows were not.
struct RowFiles {
    private let attributes: [Attribute]
    private let folder: ImportFolder?
    private let destination: any ImportDestination
    private let entity: EntityType
    private let principal: Principal
    /// What was uploaded for a row and belongs to no record yet.
    private var waiting: [Int: [RecordID]] = [:]

    init(_ map: ImportMap, _ settings: ImportSettings, _ destination: any ImportDestination) {
        entity = map.entity
        let named = Set(map.columns.map(\.attribute.name) + map.constants.map(\.attribute))
        attributes = map.entity.attributes.filter { attribute in
            if case .file = attribute.type { named.contains(attribute.name) } else { false }
        }
        folder = settings.folder
        principal = settings.principal
        self.destination = destination
    }

    /// Puts the ids of the stored files in the place of their paths.
    ///
    /// - Parameters:
    ///   - row: names the row until ``settle(keeping:)``.
    ///   - existing: the record that the row changes; a file that it holds already stays.
    /// - Throws: `Refusal` with the attribute that is to blame.
    mutating func store(
        _ values: inout [String: DataValue], row: Int, existing: Record?
    ) async throws {
        for attribute in attributes {
            guard case .text(let path)? = values[attribute.name], !path.isEmpty else { continue }
            do {
                let id = try await stored(path, attribute, row: row, existing: existing)
                values[attribute.name] = .text(id.description)
            } catch let problem as Refusal.Problem {
                throw Refusal(.invalid, [problem]).blaming(attribute)
            } catch let refusal as Refusal {
                throw refusal.blaming(attribute)
            }
        }
    }

    private mutating func stored(
        _ path: String, _ attribute: Attribute, row: Int, existing: Record?
    ) async throws -> RecordID {
        guard let folder else {
            throw Refusal.Problem(
                "KTR-I184",
                LocalizedText(
                    "the cell names a file, but no folder was given",
                    german: "die Zelle nennt eine Datei, aber es ist kein Ordner angegeben"),
                hint: LocalizedText(
                    "name the folder of the files: --files DIR",
                    german: "Nennen Sie den Ordner der Dateien: --files ORDNER"))
        }
        let file = try await destination.upload(
            try folder.open(path), to: attribute.name, of: entity.name, as: principal)
        if let existing, case .record(let held) = existing[attribute.name],
            let current = try destination.files(of: existing)[held], current.isSame(as: file)
        {
            await destination.discard(file.id)
            return held
        }
        waiting[row, default: []].append(file.id)
        return file.id
    }

    /// Forgets the rows, and takes back the files of all that were not written.
    mutating func settle(keeping written: Set<Int>) async {
        for (row, files) in waiting where !written.contains(row) {
            for file in files { await destination.discard(file) }
        }
        waiting.removeAll()
    }
}

extension Refusal {
    /// The refusal with the attribute that it is about.
    fileprivate func blaming(_ attribute: Attribute) -> Refusal {
        Refusal(
            kind,
            problems.map { problem in
                var problem = problem
                problem.attribute = attribute.name
                return problem
            })
    }
}
