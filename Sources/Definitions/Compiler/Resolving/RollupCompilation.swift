import Model
import Queries

/// Compiles rollups: what they read must be the other record's own, and must not change by itself.
struct RollupCompilation {
    let catalog: CompilingCatalog

    /// All rollups, each after those that it sums up.
    func compile(
        _ entities: [EntityDeclaration], _ types: [EntityType], _ findings: inout Findings
    ) -> [Rollup] {
        var rollups: [(Rollup, RollupDeclaration)] = []
        for (entity, type) in zip(entities, types) {
            for declaration in entity.attributes {
                guard case .rollup(let written) = declaration.detail,
                    let position = type.position(of: declaration.name.value),
                    let rollup = rollup(written, at: position, of: type, &findings)
                else { continue }
                rollups.append((rollup, written))
            }
        }
        return RollupOrder(rollups).ordered(&findings)
    }

    private func rollup(
        _ written: RollupDeclaration, at position: Int, of type: EntityType, _ findings: inout Findings
    ) -> Rollup? {
        guard case .rollup(let rules) = type.attributes[position].type, let source = catalog.types[rules.source],
            let lookup = source.position(of: rules.lookup)
        else { return nil }
        do throws(Rollup.Fault) {
            let rollup = try Rollup(of: type, at: position, rules, over: source, lookup: lookup, in: catalog)
            let before = findings.diagnostics.count
            check(rollup.condition?.expression, written.condition, &findings)
            check(rollup.operand?.expression, written.attribute, &findings)
            return findings.diagnostics.count == before ? rollup : nil
        } catch {
            switch error {
            case .condition(let error): report(error, written.condition, &findings)
            case .operand(let error): report(error, written.attribute, &findings)
            }
            return nil
        }
    }

    private func report(_ error: QueryError, _ text: Located<String>?, _ findings: inout Findings) {
        guard let text, error.code != QueryError.faultyFormula else { return }
        findings.add([FilterCompilation.diagnostic(error, at: text.location)])
    }

    private func check(_ expression: QueryExpression?, _ text: Located<String>?, _ findings: inout Findings) {
        guard let expression, let text else { return }
        if expression.isVolatile {
            findings.error(
                "KTR-D255",
                "a rollup cannot depend on the time or the user: it is computed only when records are written",
                hint: "leave out now(), today() and me(), also in the formulas it uses; views may use them",
                at: text.location)
        }
        if expression.readsOthers {
            let path = expression.paths.first { !$0.steps.isEmpty || $0.variable != nil }
            findings.error(
                "KTR-D256",
                "a rollup reads only the records that it sums up, but '\(path?.text ?? text.value)' belongs to another record",
                hint: "keep the value in an attribute of the record itself, or count by that record's own rollup",
                at: text.location)
        }
    }
}

/// Puts rollups behind those that they sum up, and finds those that sum themselves up.
private struct RollupOrder {
    private let rollups: [(rollup: Rollup, written: RollupDeclaration)]

    init(_ rollups: [(Rollup, RollupDeclaration)]) { self.rollups = rollups }

    func ordered(_ findings: inout Findings) -> [Rollup] {
        var (done, result): (Set<Int>, [Rollup]) = ([], [])
        for index in rollups.indices { visit(index, trail: [], &done, &result, &findings) }
        return result
    }

    private func visit(
        _ index: Int, trail: [Int], _ done: inout Set<Int>, _ result: inout [Rollup], _ findings: inout Findings
    ) {
        guard !done.contains(index) else { return }
        if let start = trail.firstIndex(of: index) {
            let names = (trail[start...] + [index]).map { name(of: rollups[$0].rollup) }
            findings.error(
                "KTR-D257", "the rollup sums itself up: \(names.joined(separator: " → "))",
                hint: "sum up an attribute that does not depend on this one",
                at: rollups[index].written.attribute?.location ?? rollups[index].written.inverse.location)
            done.formUnion(trail[start...])
            return
        }
        for needed in dependencies(of: rollups[index].rollup) {
            visit(needed, trail: trail + [index], &done, &result, &findings)
        }
        if done.insert(index).inserted { result.append(rollups[index].rollup) }
    }

    private func name(of rollup: Rollup) -> String { "\(rollup.owner.name).\(rollup.attribute.name)" }

    /// The rollups among the attributes that a rollup reads of its source.
    private func dependencies(of rollup: Rollup) -> [Int] {
        let paths = (rollup.condition?.expression.paths ?? []) + (rollup.operand?.expression.paths ?? [])
        let positions = Set(paths.filter(\.steps.isEmpty).map(\.position))
        return rollups.indices.filter {
            rollups[$0].rollup.owner == rollup.source && positions.contains(rollups[$0].rollup.position)
        }
    }
}
