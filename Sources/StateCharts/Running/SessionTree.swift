import Model

/// The sessions of one run: who invoked whom, which events wait, what time it is.
final class SessionTree {
    /// One session of the run.
    final class Member {
        let session: Session
        let parent: String?
        let invokeID: String?
        var children: [(invokeID: String, session: String)] = []
        var inbox: [Event] = []
        var isStopped = false

        init(session: Session, parent: String?, invokeID: String?) {
            self.session = session
            self.parent = parent
            self.invokeID = invokeID
        }
    }

    let runner: ChartRunner
    var line: ((String) -> Void)?
    private var members: [String: Member] = [:]
    /// Sessions in the order of their start.
    private var order: [String] = []
    private var timers = TimerQueue()
    private var now = Duration.zero
    private var log: [String] = []
    private var delivered = 0
    private let directory = SessionDirectory()

    init(runner: ChartRunner) { self.runner = runner }

    func run(_ events: [Event]) throws -> ChartRunner.Result {
        var outside = events[...]
        let root = try open(runner.chart, invokedBy: nil, request: nil)
        try settle()
        while case .running = root.session.status {
            if let event = outside.popFirst() {
                root.inbox.append(event)
            } else if let timer = timers.popFirst() {
                if case .real(let wait) = runner.time, timer.due > now { wait(timer.due - now) }
                now = max(now, timer.due)
                deliver(timer.event, from: timer.sender)
            } else {
                throw idle(root)
            }
            try settle()
        }
        var final: String?
        if case .finished(let state?) = root.session.status { final = root.session.chart.states[state].id }
        line?("final: \(final ?? "")")
        return ChartRunner.Result(
            final: final, log: log, elapsed: now, activeStateIDs: root.session.activeStateIDs)
    }

    private func idle(_ root: Member) -> DiagnosticsError {
        let active = root.session.activeStateIDs.joined(separator: " ")
        return DiagnosticsError([
            Diagnostic(
                .error, "KTR-C204", "the chart waits forever in '\(active)'",
                hint: "no timer is pending and nobody sends an event; a run ends in a top-level <final>",
                at: root.session.chart.state(root.session.activeStateIDs.first ?? "")?.location)
        ])
    }

    /// Lets every session take what waits for it, in the order in which they were started, until all are idle.
    private func settle() throws {
        var isIdle = false
        while !isIdle {
            isIdle = true
            for id in order {
                guard let member = members[id] else { continue }
                while case .running = member.session.status, !member.isStopped {
                    guard !member.inbox.isEmpty else { break }
                    let outcome = try member.session.stepOnce(member.inbox.removeFirst())
                    isIdle = false
                    try count()
                    try carryOut(outcome, of: member)
                    announce(member)
                }
            }
        }
    }

    private func count() throws {
        delivered += 1
        if delivered > ChartRunner.eventLimit {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-C205", "the run took \(ChartRunner.eventLimit) events and has not ended",
                    hint: "sessions or timers keep each other awake", at: runner.chart.states[0].location)
            ])
        }
    }

    private func open(_ chart: Chart, invokedBy parent: Member?, request: InvocationRequest?) throws -> Member {
        if order.count >= ChartRunner.sessionLimit {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-C205", "the run started \(ChartRunner.sessionLimit) sessions and has not ended",
                    hint: "charts invoke each other without end", at: request?.location)
            ])
        }
        let id = "s\(order.count + 1)"
        let directory = directory
        let surroundings = Session.Surroundings(
            invokeID: request?.id, hasSession: { directory.contains($0) }, load: runner.load)
        let session = Session(
            chart: chart, dataModel: try runner.makeDataModel(chart), id: id, surroundings: surroundings)
        let member = Member(session: session, parent: parent?.session.id, invokeID: request?.id)
        members[id] = member
        order.append(id)
        directory.insert(id)
        if let request { parent?.children.append((request.id, id)) }
        let outcome = try session.start(arguments: request?.arguments ?? [], tracing: false, draining: false)
        try carryOut(outcome, of: member)
        announce(member)
        return member
    }

    private func announce(_ member: Member) {
        let active = member.session.activeStateIDs.joined(separator: " ")
        line?((member.invokeID.map { "[\($0)] " } ?? "") + "active: \(active)")
    }

    private func carryOut(_ outcome: StepOutcome, of member: Member) throws {
        member.inbox += member.session.takeOwnEvents()
        for effect in outcome.effects {
            switch effect {
            case .log(let entry):
                let parts = [entry.label, entry.value?.plainText].compactMap { $0 }
                let text = parts.joined(separator: ": ")
                log.append(text)
                line?("log: \(text)")
            case .send(let outgoing):
                if outgoing.delay > .zero {
                    timers.insert(outgoing, from: member.session.id, due: now + outgoing.delay)
                } else {
                    deliver(outgoing, from: member.session.id)
                }
            case .cancel(let sendID): timers.cancel(sendID, of: member.session.id)
            case .start(let request): try start(request, by: member)
            case .stop(let invokeID): try stop(invokeID, of: member)
            case .forward(let event, let invokeID):
                child(invokeID, of: member)?.inbox.append(event)
            case .finished(let data):
                timers.cancelAll(of: member.session.id)
                directory.remove(member.session.id)
                if let parent = member.parent, let invokeID = member.invokeID, !member.isStopped {
                    var event = Event("done.invoke.\(invokeID)", data: data)
                    event.invokeID = invokeID
                    members[parent]?.inbox.append(event)
                }
            }
        }
    }

    private func deliver(_ outgoing: OutgoingEvent, from sender: String) {
        guard let member = members[sender] else { return }
        switch outgoing.target {
        case .own: member.inbox.append(outgoing.event)
        case .parent:
            guard let parent = member.parent, !member.isStopped else { return }
            members[parent]?.inbox.append(outgoing.event)
        case .invoked(let id): child(id, of: member)?.inbox.append(outgoing.event)
        case .session(let id): members[id]?.inbox.append(outgoing.event)
        }
    }

    private func child(_ invokeID: String, of member: Member) -> Member? {
        member.children.last { $0.invokeID == invokeID }.flatMap { members[$0.session] }
    }

    private func start(_ request: InvocationRequest, by member: Member) throws {
        do {
            let chart: Chart
            switch request.source {
            case .chart(let inner): chart = inner
            case .text(let text):
                chart = try Chart.compile(Array(text.utf8), file: request.location.file, load: runner.load)
            case .address(let address):
                guard let bytes = runner.load(address) else {
                    return refuse(request, "'\(address)' cannot be read", by: member)
                }
                chart = try Chart.compile(bytes, file: address, load: runner.load)
            }
            _ = try open(chart, invokedBy: member, request: request)
        } catch let error as DiagnosticsError where !error.diagnostics.contains(where: { $0.code == "KTR-C205" }) {
            refuse(request, error.diagnostics.first?.message ?? "no chart", by: member)
        }
    }

    private func refuse(_ request: InvocationRequest, _ message: String, by member: Member) {
        var event = Event("error.communication", .platform, data: .text(message))
        event.invokeID = request.id
        member.inbox.append(event)
    }

    /// Stops an invoked session and all that it invoked; nothing arrives from it any more.
    private func stop(_ invokeID: String, of member: Member) throws {
        guard let child = child(invokeID, of: member), !child.isStopped else { return }
        child.isStopped = true
        let outcome = try child.session.stop()
        try carryOut(outcome, of: child)
        timers.cancelAll(of: child.session.id)
        directory.remove(child.session.id)
    }
}
