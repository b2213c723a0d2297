import Scenarios

@testable import FleetSim

/// Chargers on a street without delays: each has a car that charges, and the CSMS answers at once.
struct Street: ~Copyable {
    private(set) var chargers: [Charger] = []
    private(set) var now = SimTime.zero
    private(set) var handled = 0
    /// How often a charger worked out anew what its profiles leave: it then sets this timer.
    private(set) var recomputations = 0
    private var central: CentralSystem
    private var queue = EventQueue()
    private var output = ChargerOutput()
    private var writer = FrameWriter()
    private var answers: [(charger: Int, frame: [UInt8])] = []

    static let midnight = DateTime(unixMilliseconds: 1_772_409_600_000)  // a Monday

    init(chargers count: Int) {
        central = CentralSystem(
            rules: .init(heartbeat: 300, retry: 60, commands: [], clockStart: Self.midnight),
            tags: TagList(count: count, blocked: 0, expired: 0, seed: 1),
            stations: Array(repeating: Station(), count: count)
        )
        let type = Self.type
        for index in 0..<count {
            chargers.append(
                Charger(
                    type: type,
                    serial: index + 1,
                    connectors: 1,
                    clockStart: Self.midnight,
                    configuration: Configuration(factory: type.factory),
                    backOff: RandomStream(seed: 1, entity: UInt64(index), purpose: .backOff)
                )
            )
        }
        for index in 0..<count {
            hand(.powerOn, to: index)
            hand(.arrived(visit(index), connector: 1), to: index)
        }
    }

    /// Lets everything happen that is due by then.
    mutating func run(until end: SimTime) {
        while let next = queue.pop(until: end) {
            now = next.time
            switch KernelEvent(word: next.payload) {
            case .opened(let charger): hand(.opened, to: charger)
            case .timer(let timer, let charger, let connector, let generation):
                guard
                    chargers[charger].isCurrent(
                        timer,
                        connector: connector,
                        generation: generation
                    )
                else { continue }
                hand(
                    .timer(timer, connector: connector, generation: generation),
                    to: charger
                )
            default: break
            }
        }
        now = end
    }

    /// Hands each charger a call; gives how many bytes they answered in all.
    mutating func call(_ request: some CallPayload) -> Int {
        var answered = 0
        writer.call(MessageID(number: 1), request)
        let frame = writer.bytes
        for charger in chargers.indices {
            frame.withUnsafeBytes { bytes in
                chargers[charger].handle(.frame(bytes), at: now, into: &output)
            }
            answered += output.frames.count
            perform(for: charger)
        }
        return answered
    }

    /// What a charger's own limit comes to now, looked up the way the engine does.
    func limit(of charger: Int) -> Int64 {
        let session = chargers[charger].session(at: 0, now: chargers[charger].clock(at: now))
        let moment = chargers[charger].clock(at: now)
        let profiles = chargers[charger].profiles
        return profiles.limit(of: session, at: moment, behaviour: SmartChargingBehaviour())
            .and(profiles.bound(at: moment)).milliamperes
    }

    private mutating func hand(_ event: ChargerEvent, to charger: Int) {
        chargers[charger].handle(event, at: now, into: &output)
        handled += 1
        perform(for: charger)
        while let answer = answers.popLast() {
            answer.frame.withUnsafeBytes { bytes in
                chargers[answer.charger].handle(.frame(bytes), at: now, into: &output)
            }
            handled += 1
            perform(for: answer.charger)
        }
    }

    private mutating func perform(for charger: Int) {
        var sent = 0
        for action in output.actions {
            switch action {
            case .schedule(let timer, let connector, let generation, let at):
                if timer == .profile { recomputations += 1 }
                let event = KernelEvent.timer(
                    timer,
                    charger: charger,
                    connector: connector,
                    generation: generation
                )
                queue.push(event.word, at: at)
            case .connect: queue.push(KernelEvent.opened(charger: charger).word, at: now)
            case .send(let count):
                answer(sent..<sent + count, of: charger)
                sent += count
            default: break
            }
        }
        output.clear()
    }

    /// The CSMS takes a call; answers of the charger are of no interest here.
    private mutating func answer(_ range: Range<Int>, of charger: Int) {
        guard output.frames[range.lowerBound + 1] == UInt8(ascii: "2") else { return }
        let isAnswered = output.frames.withUnsafeBytes { bytes in
            central.receive(
                UnsafeRawBufferPointer(rebasing: bytes[range]),
                from: charger,
                arrived: now,
                at: now,
                into: &writer
            )
        }
        if isAnswered { answers.append((charger, Array(writer.bytes))) }
    }

    private func visit(_ index: Int) -> Visit {
        Visit(
            site: 0,
            index: Int32(index),
            arrived: .zero,
            stay: .seconds(7 * 86_400),
            demandMilliwattHours: 2_000_000_000,
            vehicle: Vehicle(phases: 3, milliamperes: 32_000),
            token: central.tags.tag(index).token,
            plugsAfter: .seconds(10 + Int64(index % 60)),
            identifiesAfter: .seconds(5),
            unplugsAfter: .seconds(20)
        )
    }

    private static var type: ChargerType {
        let factory = Configuration(connectors: 1, features: FeatureProfiles(rawValue: .max))
        guard let token = Token("FREE") else { preconditionFailure("no token") }
        return ChargerType(
            ChargerModel(
                id: "street",
                vendor: "Vendor",
                model: "Model",
                firmware: "1.0",
                source: "benchmarks"
            ),
            outlet: Outlet(
                phases: 3,
                milliamperes: 32_000,
                volts: 230,
                hasLock: true,
                isDirect: false
            ),
            factory: factory.sealed(),
            identification: .init(freeToken: token)
        )
    }
}
