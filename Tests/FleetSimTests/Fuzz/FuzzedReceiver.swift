import Scenarios

@testable import FleetSim

/// A charger and a reference CSMS that are fed whatever bytes there are.
///
/// The first byte of an input chooses how far the charger has got; each further line is a frame,
/// handed to both, or a pause: `~` and a digit lets ten to that power seconds pass.
struct FuzzedReceiver {
    // Made once and only copied from then on.
    nonisolated(unsafe) private static let states = [idle, charging, pending, booting]

    private var charger: Charger
    private var now = SimTime.zero
    private var timers: [(at: SimTime, timer: ChargerTimer, connector: Int, generation: UInt32)] =
        []
    /// Frames that the charger sent since they were last looked at.
    private var sent: [[UInt8]] = []
    private var central = CentralSystem(
        rules: .init(
            heartbeat: 300,
            retry: 60,
            commands: [],
            clockStart: DateTime(unixMilliseconds: 1_772_409_600_000)
        ),
        tags: TagList(count: 4, blocked: 0, expired: 0, seed: 1),
        stations: [Station()]
    )

    static func feed(_ input: UnsafeRawBufferPointer) {
        guard let first = input.first else { return }
        var receiver = states[Int(first) % states.count]
        var writer = FrameWriter()
        for line in input[1...].split(separator: UInt8(ascii: "\n")) {
            receiver.take(UnsafeRawBufferPointer(rebasing: line), &writer)
        }
    }

    /// Lets time pass or hands a frame in.
    private mutating func take(_ line: UnsafeRawBufferPointer, _ writer: inout FrameWriter) {
        if line.count == 2, line[0] == UInt8(ascii: "~") {
            let seconds = (0..<line[1] % 8).reduce(Int64(1)) { power, _ in power * 10 }
            return pass(.seconds(seconds))
        }
        hand(.frame(line))
        central.noteArrival(line, from: 0, at: now)
        _ = central.receive(line, from: 0, arrived: now, at: now, into: &writer)
        for frame in sent {
            frame.withUnsafeBytes { bytes in
                _ = central.receive(bytes, from: 0, arrived: now, at: now, into: &writer)
            }
        }
        sent.removeAll()
    }

    /// A charger can set timers for ever, so only a number of them go off in one pause.
    private mutating func pass(_ duration: SimDuration) {
        let end = now + duration
        for _ in 0..<64 {
            let next = timers.indices.min { timers[$0].at < timers[$1].at }
            guard let next, timers[next].at <= end else { break }
            let due = timers.remove(at: next)
            now = due.at
            let counts = charger.takeTimer(
                due.timer,
                connector: due.connector,
                generation: due.generation
            )
            if counts {
                hand(
                    .timer(due.timer, connector: due.connector, generation: due.generation)
                )
            }
        }
        now = max(now, end)
        timers.removeAll { $0.at < now }
    }

    private mutating func hand(_ event: ChargerEvent) {
        var output = ChargerOutput()
        charger.handle(event, at: now, into: &output)
        var start = 0
        for action in output.actions.elements {
            switch action {
            case .schedule(let timer, let connector, let generation, let at):
                timers.append((at, timer, connector, generation))
            case .awaitAnswer(let generation, let sent, let patience):
                timers.append((max(now, sent + patience), .callTimeout, 0, generation))
            case .send(let count):
                sent.append(Array(output.frames[start..<start + count]))
                start += count
            default: break
            }
        }
    }
}

extension FuzzedReceiver {
    nonisolated(unsafe) private static let idle: FuzzedReceiver = {
        var receiver = FuzzedReceiver(connectors: 2)
        receiver.boot(#""status":"Accepted","currentTime":"2026-03-02T00:00:00Z","interval":300"#)
        receiver.agree()
        return receiver
    }()

    nonisolated(unsafe) private static let charging: FuzzedReceiver = {
        var receiver = idle
        receiver.hand(.arrived(visit, connector: 1))
        receiver.pass(.seconds(60))
        receiver.agree()
        receiver.pass(.seconds(60))
        receiver.agree()
        precondition(receiver.charger.connectors[0].transaction != nil, "nothing charges")
        return receiver
    }()

    nonisolated(unsafe) private static let pending: FuzzedReceiver = {
        var receiver = FuzzedReceiver(connectors: 1)
        receiver.boot(#""status":"Pending","currentTime":"2026-03-02T00:00:00Z","interval":60"#)
        return receiver
    }()

    nonisolated(unsafe) private static let booting = FuzzedReceiver(connectors: 1)

    /// A charger whose BootNotification is on its way.
    private init(connectors: Int) {
        let type = ChargerType.fuzzed(connectors: connectors)
        charger = Charger(
            type: type,
            serial: 7,
            connectors: connectors,
            clockStart: DateTime(unixMilliseconds: 1_772_409_600_000),
            configuration: Configuration(factory: type.factory),
            backOff: RandomStream(seed: 1, entity: 0, purpose: .backOff)
        )
        hand(.powerOn)
        hand(.opened)
    }

    private static let visit = Visit(
        site: 0,
        index: 0,
        arrived: .zero,
        leaving: .after(.seconds(36_000)),
        demandMilliwattHours: 20_000_000,
        vehicle: Vehicle(phases: 3, milliamperes: 16_000),
        token: TokenList.token(0, seed: 1),
        plugsAfter: .seconds(10),
        identifiesAfter: .seconds(5),
        unplugsAfter: .seconds(20)
    )

    private mutating func boot(_ confirmation: String) {
        receive("[3,\"1\",{\(confirmation)}]")
    }

    /// Answers every call that the charger makes, until it makes none.
    private mutating func agree() {
        while let frame = sent.first {
            sent.removeFirst()
            frame.withUnsafeBytes { bytes in
                guard
                    case .call(let id, let action, name: _, payload: _)? = try? Envelope.parse(
                        bytes
                    )
                else { return }
                let tag = #""idTagInfo":{"status":"Accepted"}"#
                let payload =
                    switch action {
                    case .authorize: tag
                    case .startTransaction: tag + #","transactionId":1"#
                    case .heartbeat: #""currentTime":"2026-03-02T00:00:00Z""#
                    default: ""
                    }
                receive("[3,\"\(id.text)\",{\(payload)}]")
            }
        }
    }

    private mutating func receive(_ frame: String) {
        var frame = frame
        frame.withUTF8 { hand(.frame(UnsafeRawBufferPointer($0))) }
    }
}

extension ChargerType {
    fileprivate static func fuzzed(connectors: Int) -> ChargerType {
        let features: FeatureProfiles = [
            .core, .firmwareManagement, .localAuthListManagement, .reservation, .smartCharging,
            .remoteTrigger, .security,
        ]
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.backOff.jitter = .zero
        behaviour.connection.queueDepth = 50
        return ChargerType(
            ChargerModel(
                id: "fuzzed",
                vendor: "Vendor",
                model: "Model",
                firmware: "1.0",
                source: "tests"
            ),
            outlet: Outlet(
                phases: 3,
                milliamperes: 32_000,
                volts: 230,
                hasLock: true,
                isDirect: false
            ),
            factory: FactoryConfiguration(connectors: connectors, features: features),
            identification: .init(freeToken: TokenList.token(1, seed: 1)),
            behaviour: behaviour
        )
    }
}
