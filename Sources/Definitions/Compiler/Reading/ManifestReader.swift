import Model
import XMLDocuments

/// Reads `<pack>`, the manifest of a pack.
enum ManifestReader {
    static func read(_ reader: ElementReader, folder: String, _ findings: inout Findings) -> Pack? {
        guard let name = reader.value("name"), let version = reader.value("version"),
            NameRules.checkForm(name, of: "a pack", &findings)
        else { return nil }
        if name.value != folder {
            findings.error(
                "KTR-D104", "the manifest says '\(name.value)', but the folder is called '\(folder)'",
                hint: "give both the same name", at: name.location)
        }
        if PackVersion(version.value) == nil {
            findings.error(
                "KTR-D108", "'\(version.value)' is not a version", hint: "write three numbers: 1.0.0",
                at: version.location)
        }
        for word in reader.words("languages") where !ElementReader.isLanguageTag(word.value) {
            findings.error(
                "KTR-D116", "languages=\"\(word.value)\" is not a language tag", hint: "write BCP 47 tags: en de de-AT",
                at: word.location)
        }
        return Pack(
            name: folder, version: version.value, label: reader.label(of: "pack", named: name.value, &findings),
            requirements: requirements(reader, &findings), after: reader.words("after").map(\.value),
            priority: Int(reader.number("priority", in: -1000...1000, &findings) ?? 0), location: reader.location)
    }

    /// Names, each with the bounds that follow it: `base crm >=1.0 <2`.
    private static func requirements(_ reader: ElementReader, _ findings: inout Findings) -> [PackRequirement] {
        let words = reader.words("requires")
        var result: [PackRequirement] = []
        for (index, word) in words.enumerated() {
            if index > 0, PackVersion(bound: word.value) != nil,
                words[index - 1].value.utf8.allSatisfy("<>=^".utf8.contains)
            {
                // Belongs to the sign before it, which has been reported for standing alone.
                continue
            }
            if word.value.first.map({ "<>=^".contains($0) }) == true {
                guard let bound = PackRequirement.Bound(word.value), !result.isEmpty else {
                    let behind = result.isEmpty ? "it follows the name of a pack: crm >=1.2" : nil
                    findings.error(
                        "KTR-D109", "'\(word.value)' is not a version requirement",
                        hint: behind ?? "write >=1.2, <2 (as &lt;2), ^1.2 or =1.2.3, without spaces",
                        at: word.location)
                    continue
                }
                result[result.count - 1].bounds.append(bound)
            } else if NameRules.checkForm(word, of: "a pack", &findings) {
                if result.contains(where: { $0.name == word.value }) {
                    findings.error(
                        "KTR-D144", "'\(word.value)' is listed twice in 'requires'", hint: "remove one of the two",
                        at: word.location)
                    continue
                }
                result.append(PackRequirement(name: word.value, bounds: [], location: word.location))
            }
        }
        return result
    }
}
