import Model

/// All steps of compiling, with what each found: there is something to look at also where there is no catalog.
struct Compilation {
    var parts = Catalog.Parts()
    var declarations = Declarations()
    var charts: [ChartDeclaration] = []
    var findings = Findings()

    /// Everything found, sorted by place, without what follows from something that could not be read.
    var diagnostics: [Diagnostic] {
        findings.diagnostics.filter { !findings.unread.explain($0) }.sortedForReading()
    }
}
