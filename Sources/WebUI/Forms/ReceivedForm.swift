import HTTPServing
import HTTPTypes
import Model

/// A record's form as it arrived: what it asks for, what is wrong with that, and what the page has to say about it.
struct ReceivedForm {
    /// Why the form is shown again before anything is stored.
    enum Pause: Equatable {
        /// It goes on in another language.
        case language(String)
        /// It was opened in an earlier session of the same person.
        case late
        /// It was kept while the session had ended.
        case kept
    }

    var layout: FormLayout
    var submission: Submission
    let lost: [EarlierForm.Lost]
    let uploads: [RecordID: FileDescription]
    /// The revision of the record now; nil for a new one.
    let stored: Int64?
    let isLate: Bool
    /// What the write path found wrong and no field is to blame for.
    private(set) var others: [Refusal.Problem] = []
    private(set) var status = HTTPResponse.Status.unprocessableContent
    /// The record that an earlier sending of the form made.
    var made: FormField.Link?

    init(
        layout: FormLayout, submission: Submission, lost: [EarlierForm.Lost], uploads: [RecordID: FileDescription],
        stored: Int64?, isLate: Bool
    ) {
        self.layout = layout
        self.submission = submission
        self.lost = lost
        self.uploads = uploads
        self.stored = stored
        self.isLate = isLate
    }

    var type: EntityType { submission.type }
    var form: FormData { submission.form }
    /// The revision that the form shows.
    var seen: Int64? { form[OwnField.revision].flatMap { Int64($0) } }
    var isStale: Bool { stored.flatMap { stored in seen.map { $0 != stored } } ?? false }

    var pause: Pause? {
        if let tag = form.filled(OwnField.switchTo) { return .language(tag) }
        return isLate ? .late : nil
    }

    /// What is known to be wrong before anything is written, so that the write path tells the rest together with it.
    var problems: [Refusal.Problem] {
        submission.faults.sorted { $0.key < $1.key }.map {
            Refusal.Problem(Self.unreadable, attribute: $0.key, $0.value.message)
        } + lost.map { Refusal.Problem(Self.unreadable, FormTexts.noLongerThere($0.label, $0.text)) }
    }

    private static let unreadable = "KTR-W641"

    /// Whether the same form was stored before, with other values.
    var isRepeated: Bool { others.contains { $0.code == "KTR-R210" } }

    mutating func refuse(_ refusal: Refusal) {
        others = submission.add(refusal)
        status = refusal.status
    }
}
