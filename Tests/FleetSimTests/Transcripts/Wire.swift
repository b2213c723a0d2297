@testable import FleetSim

/// What is at the far end of a charger's connection.
protocol FarEnd: AnyObject {
    /// Takes a frame of the charger; gives what is sent in return.
    func take(_ frame: String, at now: SimTime) throws -> [String]
    func hangUp()
}

/// A frame as it left the charger or came to it.
struct PassedFrame {
    var at: SimTime
    var isFromCharger: Bool
    var text: String
}

/// A charger on a wire to a CSMS, in virtual time, and what passed at the charger's end of it.
struct Wire<End: FarEnd>: ~Copyable {
    let end: End
    private(set) var charger: Charger
    private(set) var now = SimTime.zero
    private(set) var passed: [PassedFrame] = []
    /// How long a frame travels.
    private let delay: SimDuration
    private var queue = EventQueue()
    private var happenings: [Happening] = []
    /// Counts the connections: what was on its way when one ended never arrives.
    private var connection = 0
    private var visits: Int32 = 0

    private enum Happening {
        case powerOn
        case opened(connection: Int)
        case timer(ChargerTimer, connector: Int, generation: UInt32)
        case frame(String, connection: Int)
    }

    init(to end: End, _ charger: Charger, delay: SimDuration) {
        self.end = end
        self.charger = charger
        self.delay = delay
    }

    mutating func powerOn() throws {
        happens(.powerOn, at: now)
        try advance(seconds: 0)
    }

    /// Forgets what has passed.
    mutating func forget() { passed = [] }

    /// The far end sends a frame of its own accord.
    mutating func deliver(_ frame: String) {
        happens(.frame(frame, connection: connection), at: now + delay)
    }

    /// A car comes to the bay; the driver plugs in after 10 s and identifies 5 s later.
    mutating func arrive(
        _ tag: IdToken,
        connector: Int = 1,
        staySeconds: Int64 = 600,
        wattHours: Int64 = 11_040
    ) throws {
        let visit = Visit(
            site: 0,
            index: visits,
            arrived: now,
            leaving: .after(.seconds(staySeconds)),
            demandMilliwattHours: wattHours * 1_000,
            vehicle: Vehicle(phases: 3, milliamperes: 16_000),
            token: tag.token,
            plugsAfter: .seconds(10),
            identifiesAfter: .seconds(5),
            unplugsAfter: .seconds(20)
        )
        visits += 1
        try hand(.arrived(visit, connector: connector))
    }

    /// A driver holds a card to the reader.
    mutating func holdCard(_ card: IdToken, connector: Int = 1) throws {
        var output = ChargerOutput()
        charger.present(card, at: connector - 1, now: now, into: &output)
        charger.pump(at: now, into: &output)
        try perform(output)
    }

    mutating func apply(_ fault: ChargerFault) throws { try hand(.fault(fault)) }

    /// Lets everything happen that is due by then.
    mutating func advance(seconds: Int64) throws {
        let end = now + .seconds(seconds)
        while let next = queue.pop(until: end) {
            now = next.time
            try handle(happenings[Int(next.payload)])
        }
        now = end
    }

    private mutating func handle(_ happening: Happening) throws {
        switch happening {
        case .powerOn: try hand(.powerOn)
        case .opened(let number):
            if number == connection { try hand(.opened) }
        case .timer(let timer, let connector, let generation):
            guard charger.takeTimer(timer, connector: connector, generation: generation) else {
                return
            }
            try hand(.timer(timer, connector: connector, generation: generation))
        case .frame(let text, let number):
            guard number == connection else { return }
            passed.append(PassedFrame(at: now, isFromCharger: false, text: text))
            let bytes = Array(text.utf8)
            try bytes.withUnsafeBytes { try hand(.frame($0)) }
        }
    }

    private mutating func hand(_ event: ChargerEvent) throws {
        var output = ChargerOutput()
        charger.handle(event, at: now, into: &output)
        try perform(output)
    }

    private mutating func perform(_ output: borrowing ChargerOutput) throws {
        var start = 0
        for action in output.actions.elements {
            switch action {
            case .schedule(let timer, let connector, let generation, let at):
                happens(.timer(timer, connector: connector, generation: generation), at: at)
            case .awaitAnswer(let generation, let sent, let patience):
                happens(
                    .timer(.callTimeout, connector: 0, generation: generation),
                    at: max(now, sent + patience)
                )
            case .connect: happens(.opened(connection: connection), at: now + delay)
            case .close, .vanish:
                connection += 1
                end.hangUp()
            case .send(let count):
                let bytes = output.frames[start..<start + count]
                start += count
                try send(String(decoding: bytes, as: UTF8.self))
            case .measured, .callError, .unknownCall, .asks, .tellsDeparture, .asksSite,
                .visitEnded, .transactionNamed, .bay, .notable, .misfit:
                break
            }
        }
    }

    private mutating func send(_ frame: String) throws {
        passed.append(PassedFrame(at: now, isFromCharger: true, text: frame))
        for answer in try end.take(frame, at: now + delay) {
            happens(.frame(answer, connection: connection), at: now + delay * 2)
        }
    }

    private mutating func happens(_ happening: Happening, at time: SimTime) {
        queue.push(UInt64(happenings.count), at: time)
        happenings.append(happening)
    }
}
