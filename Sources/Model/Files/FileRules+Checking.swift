// Whether an attribute takes a file. Asked when the file arrives, when a record is given it, and of each stored one when a
// definition changes.

extension FileRules {
    /// Why the attribute does not take a file; nil where it does.
    ///
    /// - Parameter extent: of a picture, as its header says.
    public func problem(with file: FileDescription, extent: PictureExtent?) -> Refusal.Problem? {
        if file.size > maximumSize { return tooLarge() }
        if isImage {
            guard file.isPicture else { return notAPicture(file.mediaType) }
            guard let extent else { return Self.brokenPicture }
            guard extent.isReasonable else { return Self.tooManyPixels(extent) }
        }
        guard takes(file.mediaType) else { return wrongType(file.mediaType) }
        return nil
    }

    /// Whether the attribute takes files of a media type.
    public func takes(_ mediaType: String) -> Bool {
        mediaTypes.isEmpty || mediaTypes.contains { MediaType.matches(mediaType, $0) }
    }

    /// What a form's file field offers to choose: `image/png,image/jpeg`.
    public var accepted: String {
        guard mediaTypes.isEmpty else { return mediaTypes.joined(separator: ",") }
        return isImage ? FileDescription.pictureTypes.joined(separator: ",") : ""
    }

    /// The file has more bytes than the attribute takes.
    public func tooLarge(of attribute: Attribute? = nil) -> Refusal.Problem {
        let limit = ByteCount(maximumSize).text
        return Refusal.Problem(
            "KTR-R170", attribute: attribute?.name,
            LocalizedText(
                "the file is larger than \(limit.english)", german: "die Datei ist größer als \(limit[.german])"),
            hint: LocalizedText("send a smaller one", german: "eine kleinere senden"))
    }

    private func wrongType(_ mediaType: String) -> Refusal.Problem {
        let types = mediaTypes.joined(separator: ", ")
        return Refusal.Problem(
            "KTR-R171",
            LocalizedText(
                "files of type \(mediaType) are not accepted",
                german: "eine Datei vom Typ \(mediaType) ist hier nicht zulässig"),
            hint: LocalizedText("possible: \(types)", german: "möglich sind \(types)"))
    }

    private func notAPicture(_ mediaType: String) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R172",
            LocalizedText(
                "a file of type \(mediaType) is not a picture that browsers can show",
                german: "eine Datei vom Typ \(mediaType) ist kein Bild, das Browser anzeigen können"),
            hint: LocalizedText(
                "send PNG, JPEG, WebP or GIF; SVG is not accepted because it may contain scripts",
                german: "PNG, JPEG, WebP oder GIF senden; SVG geht nicht, weil es Skripte enthalten kann"))
    }

    /// The client says it is something that its bytes are not.
    public static func notWhatItClaims(_ mediaType: String) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R173",
            LocalizedText(
                "the file claims to be \(mediaType), but its content is not",
                german: "die Datei gibt sich als \(mediaType) aus, ist es aber nicht"),
            hint: LocalizedText(
                "it may be damaged or wrongly named", german: "vielleicht ist sie beschädigt oder falsch benannt"))
    }

    private static let brokenPicture = Refusal.Problem(
        "KTR-R174", LocalizedText("the picture's header is damaged", german: "der Kopf der Bilddatei ist beschädigt"))

    private static func tooManyPixels(_ extent: PictureExtent) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R175",
            LocalizedText(
                "the picture claims to be \(extent.width) × \(extent.height) pixels, which is too large",
                german: "das Bild gibt \(extent.width) × \(extent.height) Pixel an; das ist zu groß"),
            hint: LocalizedText(
                "at most \(PictureExtent.mostPixels / 1_000_000) million pixels, no side longer than \(PictureExtent.longestSide)",
                german:
                    "höchstens \(PictureExtent.mostPixels / 1_000_000) Millionen Pixel, keine Seite über \(PictureExtent.longestSide)"
            ))
    }
}
