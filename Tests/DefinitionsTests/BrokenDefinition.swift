import Definitions
import Foundation
import Model

/// A broken definition, with what must be said about it in comments at its head:
///
///     <!-- KTR-D112 4:30 <text> has no attribute 'requird' | did you mean 'required'? -->
///
/// Its folder says where it stands: in the pack `office`, in a pack `branch` that extends it, as the manifest of such a pack,
/// among the charts of `office`, or among the templates of a pack `branch` that makes a document of it. There the head is a
/// comment of Mustache: `{{! KTR-D213 … }}`.
struct BrokenDefinition: Sendable, CustomStringConvertible {
    enum Place: String, CaseIterable, Sendable {
        case office = ""
        case extends, manifests, charts, templates
    }

    var place: Place
    var name: String
    var bytes: [UInt8]
    var description: String { place == .office ? name : "\(place.rawValue)/\(name)" }

    static let folder = Bundle.module.url(forResource: "Corpus", withExtension: nil)

    static let all: [BrokenDefinition] = Place.allCases.flatMap { place -> [BrokenDefinition] in
        guard let folder else { return [] }
        let inner = place == .office ? folder : folder.appendingPathComponent(place.rawValue)
        let files = (try? FileManager.default.contentsOfDirectory(at: inner, includingPropertiesForKeys: nil)) ?? []
        return files.filter { ["xml", "scxml", "mustache"].contains($0.pathExtension) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .compactMap { url in
                (try? Data(contentsOf: url)).map {
                    BrokenDefinition(
                        place: place, name: url.deletingPathExtension().lastPathComponent, bytes: [UInt8]($0))
                }
            }
    }

    /// The lines `code line:column message | hint` of the head.
    var expected: [String] {
        let (opening, closing) = place == .templates ? ("{{! ", " }}") : ("<!-- ", " -->")
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix { $0.hasPrefix(opening + "KTR-") }
            .map { String($0.dropFirst(opening.count).dropLast(closing.count)) }
    }

    /// What is found, in the form of the head.
    var found: [String] {
        compile(bytes).map { diagnostic in
            let place = diagnostic.location.map { "\($0.line):\($0.column)" } ?? "nowhere"
            let file = diagnostic.location?.file == path ? "" : " in \(diagnostic.location?.file ?? "")"
            let hint = diagnostic.hint.map { " | \($0)" } ?? ""
            return "\(diagnostic.code) \(place)\(file) \(diagnostic.message)\(hint)"
        }
    }

    private var path: String {
        switch place {
        case .office, .extends: "\(name).xml"
        case .manifests: "pack.xml"
        case .charts: "\(name).scxml"
        case .templates: "entity-definitions/branch/templates/\(name).mustache"
        }
    }

    /// Whether it is a file of the definition language.
    var isDefinition: Bool { place != .charts && place != .templates }

    /// Everything found when a text stands in the place of this one.
    func compile(_ bytes: [UInt8]) -> [Diagnostic] {
        let file = SourceFile(path: path, bytes: bytes)
        switch place {
        case .office: return Project.compile(Project.office(adding: [file])).diagnostics
        case .extends: return Project.compile(Project.office(), Project.branch(adding: [file])).diagnostics
        case .manifests:
            return Project.compile(Project.office(), PackSources(name: "branch", definitions: [file])).diagnostics
        case .charts:
            var office = Project.office()
            office.charts.append(file)
            return Project.compile(office).diagnostics
        case .templates:
            var branch = Project.branch(
                """
                <extend entity="ticket"><document name="letter" template="templates/\(name).mustache">
                  <label xml:lang="de">Brief</label>
                </document></extend>
                """)
            branch.templates.append(file)
            return Project.compile(Project.office(), branch).diagnostics
        }
    }
}
