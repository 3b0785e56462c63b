import Model
import Synchronization

/// Forms that arrived after their session had ended, kept until the person has signed in again.
///
/// Only a form that proves by its voucher that a page of ours was opened by somebody who was signed in is kept, for that person
/// alone, for half an hour, and not beyond some memory: the oldest go first. What is kept is shown in the form again, never
/// carried out. A restart loses it, as the person is told.
final class HeldForms: Sendable {
    private struct Held {
        var token: String
        var principal: RecordID
        var form: FormData
        var bytes: Int
        var until: Instant
    }

    static let life: Duration = .seconds(30 * 60)
    static let mostPerPerson = 5
    static let mostBytes = 64 << 20

    private let forms = Mutex<[Held]>([])

    /// Keeps a form under a token.
    func keep(_ form: FormData, for principal: RecordID, as token: String, at now: Instant) {
        let bytes = form.pairs.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 64 }
        guard bytes <= Self.mostBytes else { return }
        forms.withLock { forms in
            forms.removeAll { $0.until <= now }
            let own = forms.count { $0.principal == principal }
            if own >= Self.mostPerPerson, let oldest = forms.firstIndex(where: { $0.principal == principal }) {
                forms.remove(at: oldest)
            }
            while !forms.isEmpty, forms.reduce(bytes, { $0 + $1.bytes }) > Self.mostBytes { forms.removeFirst() }
            forms.append(
                Held(token: token, principal: principal, form: form, bytes: bytes, until: now.adding(Self.life)))
        }
    }

    /// The form under a token; nil for everybody but its person, and after its time.
    func form(_ token: String, of principal: RecordID, at now: Instant) -> FormData? {
        forms.withLock { forms in
            forms.first { $0.token == token && $0.principal == principal && $0.until > now }?.form
        }
    }

    /// Forgets a form that has been stored.
    func discard(_ token: String, of principal: RecordID) {
        forms.withLock { $0.removeAll { $0.token == token && $0.principal == principal } }
    }
}
