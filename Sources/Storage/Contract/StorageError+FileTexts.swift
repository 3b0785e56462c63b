import Model

// The words for faults of files: those of the database, its log, and backups.

extension StorageError {
    var fileHeadline: LocalizedText {
        switch reason {
        case .replaced:
            LocalizedText(
                "The database file was removed, replaced or truncated",
                german: "Die Datenbankdatei wurde entfernt, ersetzt oder abgeschnitten")
        case .staleLog:
            LocalizedText(
                "The -wal file belongs to another database", german: "Die Datei -wal gehört zu einer anderen Datenbank")
        case .lostEntries:
            LocalizedText(
                "Confirmed changes are missing from the database",
                german: "In der Datenbank fehlen bestätigte Änderungen")
        case .exists: LocalizedText("The file exists already", german: "Die Datei gibt es schon")
        case .missing: LocalizedText("There is no database", german: "Es gibt keine Datenbank")
        case .noLocks:
            LocalizedText(
                "The file system does not support locks", german: "Das Dateisystem unterstützt keine Sperren")
        case .unusableBackup:
            LocalizedText("The backup cannot be restored", german: "Die Sicherung lässt sich nicht einspielen")
        default:
            LocalizedText(
                "A long read keeps the write-ahead log growing",
                german: "Ein langer Lesevorgang lässt das Protokoll der Datenbank wachsen")
        }
    }

    var fileHint: LocalizedText {
        switch reason {
        case .replaced:
            LocalizedText(
                "Stop the server, put the right file back or restore a backup, and start again",
                german:
                    "Beenden Sie den Server, legen Sie die richtige Datei zurück oder spielen Sie eine Sicherung ein")
        case .staleLog:
            LocalizedText(
                "Restore the backup with kontor restore FILE, which moves the -wal and -shm files out of the way",
                german: "Spielen Sie die Sicherung mit kontor restore DATEI ein; das räumt -wal und -shm beiseite")
        case .lostEntries:
            LocalizedText(
                "Put the missing -wal file back or restore a newer backup; kontor serve --accept-loss continues without them",
                german: "Legen Sie die fehlende Datei -wal zurück oder spielen Sie eine neuere Sicherung ein; "
                    + "kontor serve --accept-loss arbeitet ohne sie weiter")
        case .exists:
            LocalizedText("Name a file that does not exist", german: "Nennen Sie eine Datei, die es nicht gibt")
        case .missing:
            LocalizedText(
                "Check the path in KONTOR_DATABASE; kontor apply creates a new database",
                german: "Prüfen Sie den Pfad in KONTOR_DATABASE; kontor apply legt eine neue Datenbank an")
        case .noLocks:
            LocalizedText(
                "Put the database on a local disk", german: "Legen Sie die Datenbank auf einen lokalen Datenträger")
        case .unusableBackup:
            LocalizedText("Name another backup", german: "Nennen Sie eine andere Sicherung")
        default:
            LocalizedText(
                "Stop other programs that keep reading the database",
                german: "Beenden Sie andere Programme, die lange in der Datenbank lesen")
        }
    }
}
