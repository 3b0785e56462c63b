import Model
import Storage

// Why a timer, or the step that sets it, was refused.

extension Refusal {
    static func tooManyTimers(_ limit: Int) -> Refusal {
        Refusal(
            .limit, "KTR-C602",
            LocalizedText(
                "After this step the record would wait for more than \(limit) deadlines.",
                german: "Nach diesem Schritt würde der Datensatz auf mehr als \(limit) Fristen warten."),
            hint: LocalizedText(
                "The chart may set a deadline again and again; end the old one with <cancel>.",
                german: "Vielleicht setzt das Diagramm eine Frist immer wieder; beenden Sie die alte mit <cancel>."))
    }

    static func tooFastTimers(_ limit: Int) -> Refusal {
        Refusal(
            .limit, "KTR-C603",
            LocalizedText(
                "The record took more than \(limit) steps within a minute.",
                german: "Der Datensatz ging in einer Minute mehr als \(limit) Schritte."),
            hint: LocalizedText(
                "The chart may send itself a deadline that comes at once.",
                german: "Vielleicht sendet sich das Diagramm eine Frist, die sofort kommt."))
    }

    static func tooDeep(_ type: EntityType) -> Refusal {
        Refusal(
            .limit, "KTR-C604",
            LocalizedText(
                "The data that the chart would store is nested more than \(DataValue.deepestStored) levels deep.",
                german:
                    "Die Daten, die das Diagramm speichern würde, sind mehr als \(DataValue.deepestStored) Ebenen tief verschachtelt."
            ))
    }

    static func internalEvent(_ label: LocalizedText, of type: EntityType) -> Refusal {
        Refusal(
            .forbidden, "KTR-C605",
            LocalizedText(
                "'\(label.english)' is an event of the system: only rules and deadlines send it.",
                german: "„\(label[.german])“ ist ein Ereignis des Systems: Nur Regeln und Fristen senden es."))
    }

    static func damagedSession(of type: EntityType) -> Refusal {
        Refusal(
            .conflict, "KTR-C606",
            LocalizedText(
                "The chart's stored data for this record is damaged.",
                german: "Die gespeicherten Daten des Diagramms zu diesem Datensatz sind beschädigt."),
            hint: LocalizedText(
                "'kontor verify' names it; restore the last backup.",
                german: "„kontor verify“ nennt es; spielen Sie die letzte Sicherung ein."))
    }

    static func damagedTimer(_ damage: String) -> Refusal {
        Refusal(
            .conflict, "KTR-C607",
            LocalizedText(
                "This stored deadline is damaged: \(damage).",
                german: "Diese gespeicherte Frist ist beschädigt: \(damage)."))
    }

    static func unheard(_ event: String) -> Refusal {
        Refusal(
            .conflict, "KTR-C608",
            LocalizedText(
                "The chart no longer has a transition for '\(event)'.",
                german: "Das Diagramm hat keinen Übergang mehr für „\(event)“."),
            hint: LocalizedText(
                "If the event was renamed, write k:was=\"\(event)\" on its transition.",
                german: "Wurde das Ereignis umbenannt, so schreiben Sie k:was=\"\(event)\" an seinen Übergang."))
    }

    static func failedTimer(_ error: any Error) -> Refusal {
        let code = (error as? StorageError)?.code
        return Refusal(
            .invalid, "KTR-C609",
            LocalizedText(
                "The deadline's step failed\(code.map { " (\($0))" } ?? "").",
                german: "Der Schritt der Frist ist gescheitert\(code.map { " (\($0))" } ?? "")."))
    }
}

extension DataValue {
    /// What was stored of a chart's session.
    ///
    /// - Throws: `Refusal` where it is damaged: then this record takes no event, and all others do.
    init(session text: String, of type: EntityType) throws {
        do { try self.init(storedJSON: text) } catch { throw Refusal.damagedSession(of: type) }
    }
}
