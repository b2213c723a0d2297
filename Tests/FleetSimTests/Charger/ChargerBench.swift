import Scenarios

@testable import FleetSim

/// One charger on a bench: time by hand, and a CSMS that says what the test wants.
///
/// Everything that happens is written down, a line each, the way one would tell it.
struct ChargerBench {
    var charger: Charger
    private(set) var now = SimTime.zero
    private(set) var transcript: [String] = []
    private(set) var sent: [String] = []
    private(set) var measures: [MeasuredCall] = []
    private(set) var visits: [VisitLog] = []
    private(set) var notables: [String] = []
    private(set) var bays: [Bool] = []
    private(set) var wishes: [DriverWish] = []
    /// Ids of transactions whose visits were over.
    private(set) var named: [String] = []
    /// Whom the bays were kept for, a line for each time this was told.
    private(set) var holders: [String] = []
    /// How many calls of the charger are open, and how many ever were at once.
    private(set) var openCalls = 0
    private(set) var maximumOpenCalls = 0
    /// Sees the charger and what it did after every event.
    var watch: (Charger, [ChargerAction]) -> Void = { _, _ in }
    /// What the charger answered last: a payload, or code and text of an error.
    var reply = "none"
    /// Answers a CALL with the payload of a CALLRESULT; nil leaves it unanswered.
    var csms: (_ action: String, _ payload: String) -> String?
    /// How long an answer takes.
    var answersAfter = SimDuration.milliseconds(100)
    /// Whether connections are to be had.
    var isReachable = true
    /// What the site gives a car that asks, once the moment is over; nil: it has yet to say.
    var sitePower: Int32? = 32_000
    /// Whether it is the charger's own line that connections fail for.
    var isCutOff = false

    private enum Pending {
        case timer(ChargerTimer, connector: Int, generation: UInt32)
        case opened, refused
        case answer(String)
        case arrival(Visit, connector: Int)
        case power(Int32, connector: Int)
    }

    private var pending: [(at: SimTime, order: Int, what: Pending)] = []
    private var order = 0

    init(
        connectors: Int = 1,
        hasLock: Bool = true,
        bootsOnReconnect: Bool = false,
        queueDepth: Int = 100,
        behaviour: ChargerType.Behaviour = ChargerType.Behaviour(),
        backOff: ConnectionBehaviour.BackOff = .init(jitter: .zero),
        measured: MeasurandSet = .usual,
        flushPause: Duration = .zero,
        repeatsStatusOnReconnect: Bool = false,
        reversesCards: Bool = false,
        features: FeatureProfiles = [
            .core, .firmwareManagement, .localAuthListManagement, .reservation, .smartCharging,
            .remoteTrigger,
        ],
        configuration: [(ConfigurationKey, String)] = [],
        firmwareUpdate: FirmwareBehaviour = FirmwareBehaviour(),
        upload: UploadBehaviour = UploadBehaviour(),
        security: SecurityBehaviour = SecurityBehaviour(),
        csms: @escaping (String, String) -> String? = ChargerBench.agreeable
    ) {
        var factory = Configuration(
            connectors: connectors,
            features: features,
            measured: measured
        )
        for (key, value) in configuration { precondition(factory.set(key, to: value)) }
        var behaviour = behaviour
        behaviour.connection.bootsOnReconnect = bootsOnReconnect
        behaviour.connection.backOff = backOff
        behaviour.connection.queueDepth = queueDepth
        behaviour.connection.flushPause = flushPause
        behaviour.connection.repeatsStatusOnReconnect = repeatsStatusOnReconnect
        var model = ChargerModel.bench
        model.firmwareUpdates = firmwareUpdate
        model.uploads = upload
        model.securityBehaviour = security
        let type = ChargerType(
            model,
            outlet: .threePhases(32_000, hasLock: hasLock),
            factory: factory.sealed(),
            identification: .init(
                freeToken: Token("FREE") ?? TokenList.unknown(0, seed: 0),
                reversesCards: reversesCards
            ),
            behaviour: behaviour
        )
        charger = Charger(
            type: type,
            serial: 7,
            connectors: connectors,
            clockStart: DateTime(unixMilliseconds: 1_772_409_600_000),  // 2026-03-02T00:00:00Z
            configuration: Configuration(factory: type.factory),
            backOff: RandomStream(seed: 1, entity: 0, purpose: .backOff)
        )
        self.csms = csms
    }

    /// A CSMS that grants everything.
    static func agreeable(_ action: String, _ payload: String) -> String? {
        let time = "\"currentTime\":\"2026-03-02T00:00:00Z\""
        return switch action {
        case "BootNotification": "{\"status\":\"Accepted\",\(time),\"interval\":300}"
        case "Heartbeat": "{\(time)}"
        case "Authorize": "{\"idTagInfo\":{\"status\":\"Accepted\"}}"
        case "StartTransaction":
            "{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":41}"
        default: "{}"
        }
    }

    /// A bench whose charger is connected and accepted, with what that took forgotten.
    static func accepted(
        connectors: Int = 1,
        hasLock: Bool = true,
        behaviour: ChargerType.Behaviour = ChargerType.Behaviour(),
        measured: MeasurandSet = .usual,
        configuration: [(ConfigurationKey, String)] = []
    ) -> ChargerBench {
        var bench = ChargerBench(
            connectors: connectors,
            hasLock: hasLock,
            behaviour: behaviour,
            measured: measured,
            configuration: configuration
        )
        bench.powerOn()
        bench.advance(seconds: 10)
        bench.forget()
        return bench
    }

    mutating func forget() {
        transcript = []
        sent = []
        measures = []
        notables = []
        bays = []
        wishes = []
        holders = []
    }

    mutating func powerOn() { hand(.powerOn, "power on") }

    /// The CSMS closes the connection, or the charger's own line is gone.
    mutating func close() {
        dropAnswers()
        hand(.closed(byOwnLine: isCutOff), "closed")
    }

    /// The CSMS sends a frame.
    mutating func receive(_ frame: String) {
        var frame = frame
        let event = "← " + frame
        frame.withUTF8 { hand(.frame(UnsafeRawBufferPointer($0)), event) }
    }

    mutating func receive(bytes: [UInt8]) {
        bytes.withUnsafeBytes { hand(.frame($0), "← bytes") }
    }

    /// Something goes wrong with the charger itself.
    mutating func apply(_ fault: ChargerFault) { hand(.fault(fault), "\(fault)") }

    /// A driver holds a card to the reader.
    mutating func holdCard(_ text: String, connector: Int = 1) {
        guard let card = Token(text, kind: .card) else {
            preconditionFailure("‘\(text)’ is no tag")
        }
        let tag = IdToken(charger.type.identification.token(ofCard: card))
        act("card \(text)") { charger, now, output in
            charger.present(tag, at: connector - 1, now: now, into: &output)
            charger.pump(at: now, into: &output)
        }
    }

    /// A car comes to the bay; the driver plugs in after 10 s and identifies 5 s later.
    mutating func arrive(
        connector: Int = 1,
        tag: String = "04AABBCC",
        staySeconds: Int64 = 3600,
        staysUntilFullAnd overstaySeconds: Int64? = nil,
        wattHours: Int64 = 11_040,
        phases: UInt8 = 3,
        amperes: Int32 = 16,
        waitsSeconds: Int64 = 0,
        vehicle: Vehicle? = nil,
        choice: UInt8 = 0,
        startPatienceSeconds: UInt32 = 0
    ) {
        var visit = Visit(
            site: 0,
            index: Int32(visits.count),
            arrived: now,
            leaving: overstaySeconds.map { .whenFull(then: .seconds($0)) }
                ?? .after(.seconds(staySeconds)),
            demandMilliwattHours: wattHours * 1000,
            vehicle: vehicle
                ?? Vehicle(
                    phases: phases,
                    milliamperes: amperes * 1000,
                    waits: .seconds(waitsSeconds)
                ),
            token: Token(tag, kind: .card) ?? TokenList.token(0, seed: 0),
            choice: choice,
            plugsAfter: .seconds(10),
            identifiesAfter: .seconds(5),
            unplugsAfter: .seconds(20)
        )
        visit.startPatience = startPatienceSeconds * 1_000
        hand(.arrived(visit, connector: connector), "car at \(connector)")
    }

    mutating func advance(seconds: Int64) { advance(to: now + .seconds(seconds)) }

    /// Lets everything happen that is due by then.
    mutating func advance(to end: SimTime) {
        while let next = pending.indices.min(by: { key($0) < key($1) }), pending[next].at <= end {
            let (at, _, what) = pending.remove(at: next)
            now = at
            switch what {
            case .timer(let timer, let connector, let generation):
                guard
                    charger.takeTimer(timer, connector: connector, generation: generation)
                else { continue }
                hand(
                    .timer(timer, connector: connector, generation: generation),
                    connector == 0 ? "\(timer)" : "\(timer) \(connector)"
                )
            case .opened: hand(.opened, "connected")
            case .refused: hand(.refused(byOwnLine: isCutOff), "refused")
            case .answer(let frame): receive(frame)
            case .arrival(let visit, let connector):
                hand(.arrived(visit, connector: connector), "car at \(connector)")
            case .power(let milliamperes, let connector):
                hand(
                    .siteGives(milliamperes: milliamperes, connector: connector),
                    "\(milliamperes) mA for \(connector)"
                )
            }
        }
        now = end
    }

    /// The actions of the CALLs sent, in order.
    var calls: [String] {
        sent.compactMap { frame in
            frame.hasPrefix("[2,") ? String(frame.split(separator: "\"")[3]) : nil
        }
    }

    /// The states that were reported, as connector and status.
    var statuses: [String] {
        sent.compactMap { frame in
            guard frame.contains("\"StatusNotification\""),
                let connector = frame.firstMatch(of: /"connectorId":(\d+)/),
                let status = frame.firstMatch(of: /"status":"(\w+)"/)
            else { return nil }
            return "\(connector.1) \(status.1)"
        }
    }

    private func key(_ index: Int) -> (SimTime, Int) { (pending[index].at, pending[index].order) }

    private mutating func hand(_ event: ChargerEvent, _ name: String) {
        act(name) { charger, now, output in charger.handle(event, at: now, into: &output) }
    }

    private mutating func act(
        _ name: String,
        _ body: (inout Charger, SimTime, inout ChargerOutput) -> Void
    ) {
        var output = ChargerOutput()
        body(&charger, now, &output)
        var told: [String] = []
        var start = 0
        for action in output.actions.elements {
            switch action {
            case .schedule(let timer, let connector, let generation, let at):
                push(.timer(timer, connector: connector, generation: generation), at: at)
            case .awaitAnswer(let generation, let sent, let patience):
                let timer = Pending.timer(.callTimeout, connector: 0, generation: generation)
                push(timer, at: max(now, sent + patience))
            case .connect:
                told.append("connect")
                push(isReachable ? .opened : .refused, at: now + .milliseconds(50))
            case .close, .vanish:
                told.append("close")
                dropAnswers()
            case .send(let count):
                let frame = String(decoding: output.frames[start..<start + count], as: UTF8.self)
                start += count
                sent.append(frame)
                told.append(frame)
                if frame.hasPrefix("[2,") { openCalls += 1 }
                maximumOpenCalls = max(maximumOpenCalls, openCalls)
                answer(frame)
            case .asksSite(let connector):
                if let sitePower { push(.power(sitePower, connector: connector), at: now) }
            case .callError, .unknownCall: break
            case .transactionNamed(let site, let visit, let id):
                named.append("visit \(visit) of site \(site): \(id.text)")
            case .tellsDeparture(let connector, let departs):
                let seconds = departs.nanoseconds / 1_000_000_000
                told.append("tells that connector \(connector) is left at \(seconds) s")
            case .asks(let wish):
                wishes.append(wish)
                told.append("asks to \(wish.kind)")
            case .measured(let measure):
                measures.append(measure)
                if measure.direction == .out { openCalls -= 1 }
            case .visitEnded(let log, _, _):
                visits.append(log)
                told.append("car gone")
            case .bay(_, let inService, let holder):
                bays.append(inService)
                holders.append(holder?.text ?? "–")
            case .notable(let kind, let detail): notables.append("\(kind): \(detail)")
            case .misfit(let misfit, let detail): notables.append("\(misfit.rawValue): \(detail)")
            }
        }
        watch(charger, output.actions.elements)
        transcript.append(
            "\(clock) \(name) → \(told.isEmpty ? "–" : told.joined(separator: " · "))"
        )
    }

    private var clock: String {
        let tenths = now.nanoseconds / 100_000_000
        return "\(tenths / 10).\(tenths % 10)s"
    }

    private mutating func answer(_ frame: String) {
        guard frame.hasPrefix("[2,") else { return }
        let parts = frame.split(separator: "\"", maxSplits: 4, omittingEmptySubsequences: false)
        let payload = String(parts[4].dropFirst().dropLast())
        guard let answer = csms(String(parts[3]), payload) else { return }
        let reply =
            answer.hasPrefix("!")
            ? "[4,\"\(parts[1])\",\"\(answer.dropFirst())\",\"\",{}]"
            : "[3,\"\(parts[1])\",\(answer)]"
        push(.answer(reply), at: now + answersAfter)
    }

    private mutating func dropAnswers() {
        pending.removeAll { if case .answer = $0.what { true } else { false } }
    }

    private mutating func push(_ what: Pending, at time: SimTime) {
        pending.append((time, order, what))
        order += 1
    }
}

extension UniqueList {
    /// All elements, to go through them.
    var elements: [Element] { indices.map { self[$0] } }
}

extension ChargerModel {
    /// Nothing in particular: what benches are of.
    static let bench = ChargerModel(
        id: "bench",
        vendor: "Vendor",
        model: "Model",
        firmware: "1.0",
        source: "tests"
    )
}
