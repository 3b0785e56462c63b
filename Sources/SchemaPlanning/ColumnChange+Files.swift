import Model
import SQLText

// Files keep their bytes whatever the definition says of them; narrower rules need every file that is there to fit.

extension ColumnChange {
    /// What changes about the files that the attribute takes.
    var fileSummary: [String] {
        guard let old = from.files, let new = to.files else { return [] }
        var parts: [String] = []
        if old.isImage != new.isImage { parts.append(new.isImage ? "pictures only" : "any file, not only pictures") }
        if old.maximumSize != new.maximumSize {
            parts.append("at most \(ByteCount(new.maximumSize).text.english)")
        }
        if old.mediaTypes != new.mediaTypes {
            parts.append(new.mediaTypes.isEmpty ? "any type" : "only \(new.mediaTypes.joined(separator: ", "))")
        }
        return parts
    }

    /// Selects the rows whose file must be looked at; nil where every file fits.
    func fileConditions(_ column: String) -> SQLFragment? {
        guard let old = from.files, let new = to.files else { return nil }
        let isNarrower =
            (new.isImage && !old.isImage) || new.maximumSize < old.maximumSize
            || !new.mediaTypes.isEmpty && !(Set(old.mediaTypes).isSubset(of: new.mediaTypes) && !old.mediaTypes.isEmpty)
        return isNarrower ? SQLFragment("\(column) IS NOT NULL") : nil
    }
}
