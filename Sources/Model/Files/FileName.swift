/// What a file is called once it is ours: harmless to show, to send in a header, and to save under.
public enum FileName {
    /// The longest name that is kept, in bytes of UTF-8: what file systems take.
    public static let longest = 200

    /// The last part of a path, without what would break a line, turn the reading direction, or name a folder.
    ///
    ///     FileName.cleaned("C:\\scans\\bill\u{202E}fdp.exe")   // "billfdp.exe"
    ///     FileName.cleaned("../../etc/passwd")                 // "passwd"
    ///
    /// - Parameter fallback: the name of what has none.
    public static func cleaned(_ name: String?, fallback: String = "file") -> String {
        let last = (name ?? "").split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        var scalars = String.UnicodeScalarView(last.unicodeScalars.filter { !isUnwanted($0) })
        while let first = scalars.first, first == " " || first == "." { scalars.removeFirst() }
        while let end = scalars.last, end == " " || end == "." { scalars.removeLast() }
        let text = shortened(String(scalars))
        return text.isEmpty ? fallback : text
    }

    /// What follows the last point, in lower case; empty where there is none.
    public static func suffix(of name: String) -> String {
        guard let point = name.lastIndex(of: "."), point != name.startIndex else { return "" }
        return name[name.index(after: point)...].lowercased()
    }

    /// Controls, line and paragraph separators, marks that change the reading direction, what is invisible, and what
    /// some file systems do not take.
    private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        default: "<>:\"|?*".unicodeScalars.contains(scalar)
        }
    }

    /// Keeps the suffix, by which people and programs know what a file is.
    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > longest else { return name }
        let suffix = suffix(of: name)
        let end = suffix.isEmpty || suffix.utf8.count > 20 ? "" : "." + suffix
        var stem = Substring(end.isEmpty ? name : String(name.dropLast(end.count)))
        while stem.utf8.count + end.utf8.count > longest { stem.removeLast() }
        return stem + end
    }
}
