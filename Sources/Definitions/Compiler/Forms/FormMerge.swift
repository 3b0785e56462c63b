import Model

/// Puts what a pack says about forms into the forms of an entity type: a form or section of a name that is there gets what
/// the pack adds, others come behind those that are there, or where `before` and `after` say.
struct FormMerge {
    func add(_ added: [FormDeclaration], to forms: inout [FormDeclaration], _ findings: inout Findings) {
        for form in added {
            guard let index = forms.firstIndex(where: { $0.name.value == form.name.value }) else {
                var new = form
                new.sections = []
                for section in form.sections { add(section, to: &new.sections, &findings) }
                insert(new, form.placement, into: &forms, named: { $0.name.value }, "form", &findings)
                continue
            }
            if let condition = form.condition ?? form.placement?.anchor {
                findings.error(
                    "KTR-D210",
                    "the form '\(form.name.value)' exists already; when it is used cannot be changed here",
                    hint: "it is declared at \(forms[index].location); remove this, or choose another name",
                    at: condition.location)
            }
            for section in form.sections { add(section, to: &forms[index].sections, &findings) }
        }
    }

    private func add(
        _ section: FormSectionDeclaration, to sections: inout [FormSectionDeclaration], _ findings: inout Findings
    ) {
        guard let index = sections.firstIndex(where: { $0.name.value == section.name.value }) else {
            var new = section
            new.items = []
            for item in section.items { insert(item, into: &new.items, &findings) }
            insert(new, section.placement, into: &sections, named: { $0.name.value }, "section", &findings)
            warnOfMissingLabel(section, &findings)
            return
        }
        if section.label != nil || section.placement != nil {
            findings.error(
                "KTR-D210",
                "the section '\(section.name.value)' exists already; its heading and place cannot be changed here",
                hint: "it is declared at \(sections[index].location); remove the label, before and after",
                at: section.location)
        }
        for item in section.items { insert(item, into: &sections[index].items, &findings) }
    }

    private func insert(
        _ item: FormItemDeclaration, into items: inout [FormItemDeclaration], _ findings: inout Findings
    ) {
        insert(item, item.placement, into: &items, named: { $0.name?.value }, "field or related list", &findings)
    }

    private func insert<Thing>(
        _ thing: Thing, _ placement: FormPlacement?, into list: inout [Thing], named name: (Thing) -> String?,
        _ what: String, _ findings: inout Findings
    ) {
        guard let placement else { return list.append(thing) }
        guard let anchor = list.firstIndex(where: { name($0) == placement.anchor.value }) else {
            findings.error(
                "KTR-D209", "there is no \(what) '\(placement.anchor.value)' to place this next to",
                hint: suggestion(for: placement.anchor.value, among: list.compactMap(name))
                    ?? "remove before and after", at: placement.anchor.location)
            return list.append(thing)
        }
        // What several packs put behind one thing stands in the order of application.
        list.insert(thing, at: placement.isBefore ? anchor : anchor + 1)
    }

    private func warnOfMissingLabel(_ section: FormSectionDeclaration, _ findings: inout Findings) {
        guard section.label == nil, !findings.languages.isEmpty else { return }
        let elements = findings.languages.map { "<label xml:lang=\"\($0)\">…</label>" }.joined(separator: " and ")
        findings.warning(
            "KTR-D201", "section '\(section.name.value)' has no label",
            hint: "add <label>…</label> and \(elements)", at: section.location)
    }
}
