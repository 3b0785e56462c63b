public import Model

extension StorageError {
    /// What went wrong, for the person at the screen.
    public var headline: LocalizedText {
        switch reason {
        case .unique:
            LocalizedText(
                "Another record has this value already", german: "Diesen Wert hat schon ein anderer Datensatz")
        case .foreignKey:
            LocalizedText(
                "The link leads to a record that does not exist", german: "Die Verknüpfung führt zu keinem Datensatz")
        case .notNull: LocalizedText("A value is missing", german: "Ein Wert fehlt")
        case .wrongType: LocalizedText("A value has the wrong type", german: "Ein Wert hat den falschen Typ")
        case .busy: LocalizedText("The database is busy", german: "Die Datenbank ist beschäftigt")
        case .full: LocalizedText("The disk is full", german: "Der Datenträger ist voll")
        case .readOnly:
            LocalizedText("The database cannot be written", german: "Die Datenbank darf nicht beschrieben werden")
        case .inputOutput: LocalizedText("The disk failed", german: "Der Datenträger meldet einen Fehler")
        case .corrupt: LocalizedText("The database is damaged", german: "Die Datenbank ist beschädigt")
        case .newerVersion:
            LocalizedText(
                "A later version wrote this database", german: "Eine neuere Version hat diese Datenbank geschrieben")
        case .foreign: LocalizedText("This is not a Kontor database", german: "Dies ist keine Kontor-Datenbank")
        case .served:
            LocalizedText("Another process serves this database", german: "Ein anderer Prozess bedient diese Datenbank")
        case .cannotOpen:
            LocalizedText("The database cannot be opened", german: "Die Datenbank lässt sich nicht öffnen")
        case .stopped:
            LocalizedText("The store accepts no more writes", german: "Der Speicher nimmt keine Änderungen mehr an")
        case .definitionsChanged:
            LocalizedText(
                "The definitions were changed while this was running",
                german: "Die Definitionen wurden währenddessen geändert")
        case .planOutdated: LocalizedText("The plan is out of date", german: "Der Plan ist überholt")
        case .planRefused: LocalizedText("The plan cannot be carried out", german: "Der Plan ist nicht ausführbar")
        case .tooLong: LocalizedText("The search takes too long", german: "Die Suche dauert zu lange")
        case .cancelled: LocalizedText("The search was ended", german: "Die Suche wurde beendet")
        case .statement:
            LocalizedText("The database refused a statement", german: "Die Datenbank lehnt eine Anweisung ab")
        case .outcomeUnknown:
            LocalizedText(
                "It is not known whether this was stored", german: "Es ist nicht bekannt, ob dies gespeichert wurde")
        case .replaced, .staleLog, .lostEntries, .exists, .missing, .noLocks, .unusableBackup, .logGrows: fileHeadline
        }
    }

    /// What mends it.
    public var hint: LocalizedText {
        switch reason {
        case .unique: LocalizedText("Choose another value", german: "Wählen Sie einen anderen Wert")
        case .foreignKey:
            LocalizedText("Choose a record that exists", german: "Wählen Sie einen vorhandenen Datensatz")
        case .notNull, .wrongType: LocalizedText("Correct the value", german: "Berichtigen Sie den Wert")
        case .busy: LocalizedText("Try again in a moment", german: "Versuchen Sie es gleich noch einmal")
        case .full:
            LocalizedText("Free some space; writing then continues", german: "Schaffen Sie Platz, dann geht es weiter")
        case .readOnly:
            LocalizedText(
                "Give the process write permission for the file and its folder",
                german: "Geben Sie dem Prozess Schreibrecht auf die Datei und ihren Ordner")
        case .inputOutput, .stopped:
            LocalizedText("Check the disk, then start again", german: "Prüfen Sie den Datenträger und starten Sie neu")
        case .corrupt:
            LocalizedText(
                "Restore the last backup: kontor restore FILE",
                german: "Spielen Sie die letzte Sicherung ein: kontor restore DATEI")
        case .newerVersion:
            LocalizedText("Use the newer version of Kontor", german: "Verwenden Sie die neuere Version von Kontor")
        case .foreign:
            LocalizedText(
                "Name another file in KONTOR_DATABASE", german: "Nennen Sie in KONTOR_DATABASE eine andere Datei")
        case .served:
            LocalizedText(
                "Only one server can serve a database; stop the other one first",
                german: "Nur ein Server kann eine Datenbank bedienen; beenden Sie zuerst den anderen")
        case .cannotOpen:
            LocalizedText(
                "Check path and permissions in KONTOR_DATABASE", german: "Prüfen Sie Pfad und Rechte in KONTOR_DATABASE"
            )
        case .definitionsChanged:
            LocalizedText("Try again", german: "Wiederholen Sie den Vorgang")
        case .planOutdated: LocalizedText("Plan again", german: "Planen Sie neu")
        case .planRefused:
            LocalizedText("See the refused steps of the plan", german: "Siehe die abgelehnten Schritte des Plans")
        case .tooLong:
            LocalizedText(
                "Narrow the filter, or sort by an attribute with an index",
                german: "Grenzen Sie den Filter ein, oder sortieren Sie nach einem Attribut mit Index")
        case .cancelled:
            LocalizedText("Ask again if you still need it", german: "Fragen Sie noch einmal, wenn Sie es noch brauchen")
        case .statement: LocalizedText("Please report this", german: "Bitte melden Sie das")
        case .outcomeUnknown:
            LocalizedText(
                "Repeat it with the same idempotency key; without one, first check whether it was stored",
                german:
                    "Wiederholen Sie es mit demselben Idempotenzschlüssel; ohne einen sehen Sie zuerst nach, ob es da ist"
            )
        case .replaced, .staleLog, .lostEntries, .exists, .missing, .noLocks, .unusableBackup, .logGrows: fileHint
        }
    }

    /// The error as the face of a read or write tells it.
    ///
    /// - Parameter attribute: the attribute concerned, where the caller knows it better than the column does.
    public func refusal(attribute: String? = nil) -> Refusal {
        let kind: Refusal.Kind =
            switch reason {
            case .unique, .foreignKey: .conflict
            case .notNull, .wrongType: .invalid
            case .tooLong: .limit
            default: .unavailable
            }
        return Refusal(kind, code, attribute: attribute ?? column, headline, hint: hint)
    }

    /// The error as the command line tells it.
    public var diagnostic: Diagnostic {
        Diagnostic(.error, code, "\(headline.english): \(message)", hint: hint.english)
    }

    /// The column that a constraint speaks of, where it is one.
    public var column: String? {
        switch reason {
        case .unique(_, let columns) where columns.count == 1: columns[0]
        case .notNull(_, let column): column
        default: nil
        }
    }
}
