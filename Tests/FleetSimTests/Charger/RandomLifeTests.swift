import Scenarios
import Testing

@testable import FleetSim

/// Lives of a charger with drivers and a CSMS that do as the dice fall.
///
/// That no connector ever makes a move which OCPP does not permit is claimed by a precondition of
/// `Connector`, and so by every life that comes to its end.
@Suite struct `random lives of a charger` {
    private static let livesPerCase: UInt64 = 50

    @Test(arguments: UInt64(0)..<20)
    func `one call at a time, no message of a transaction lost, none out of order`(part: UInt64) {
        for seed in part * Self.livesPerCase..<(part + 1) * Self.livesPerCase {
            var life = RandomLife(seed: seed)
            life.live()
            life.end()
        }
    }

    @Test func `every action that a charger takes is part of them`() {
        var bench = ChargerBench.secured()
        let taken = Action.allCases.filter { action in
            !bench.ask(action.name, "{}").hasPrefix("\"NotSupported\"")
        }
        #expect(Set(RandomCall.all.map(\.action)) == Set(taken.map(\.name)))
    }

    @Test func `every call that a charger makes by itself comes of them`() {
        var told: Set<String> = []
        for seed: UInt64 in 0..<150 {
            var life = RandomLife(seed: seed)
            life.live()
            told.formUnion(life.told)
        }
        let taken = Set(RandomCall.all.map(\.action))
        let own = Action.allCases.map(\.name).filter { !taken.contains($0) }
        #expect(told == Set(own))
    }
}

/// One such life.
struct RandomLife {
    private var bench: ChargerBench
    private var random: RandomStream
    private let csms: UnreliableCSMS
    private let ledger: TransactionLedger
    private let seed: UInt64
    /// The actions of the calls that the charger has made.
    private(set) var told: Set<String> = []

    init(seed: UInt64) {
        self.seed = seed
        random = RandomStream(seed: seed, entity: 0, purpose: .ties)
        let csms = UnreliableCSMS(seed: seed)
        let queueDepth = random.pick([3, 20, 1_000])
        var behaviour = ChargerType.Behaviour()
        behaviour.access.ways = random.pick([[.card], [.card, .pin, .remote, .plug, .free]])
        behaviour.access.unlocksByPIN = random.chance(0.8)
        behaviour.access.model.isLockedWhenAvailable = random.chance(0.3)
        behaviour.access.model.cable = random.chance(0.3) ? .socket : .tethered
        behaviour.connection.failingResets = random.pick([0, 0, 1, 9])
        let features = FeatureProfiles(rawValue: UInt8(random.below(128))).union(.core)
        let ledger = TransactionLedger(queueDepth: queueDepth, name: "seed \(seed)")
        bench = ChargerBench(
            connectors: Int(random.below(3)) + 1,
            hasLock: random.chance(0.5),
            bootsOnReconnect: random.chance(0.2),
            queueDepth: queueDepth,
            behaviour: behaviour,
            flushPause: random.pick([.zero, .seconds(3)]),
            repeatsStatusOnReconnect: random.chance(0.2),
            reversesCards: random.chance(0.2),
            features: random.chance(0.5) ? FeatureProfiles(rawValue: .max) : features,
            configuration: [
                (.additionalRootCertificateCheck, random.pick(["true", "false"])),
                (.certificateStoreMaxLength, random.pick(["1", "8"])),
                (.cpoName, random.pick(["", "Virtual CPO"])),
                (.messageTimeout, "10"),
                (.supportedFileTransferProtocols, random.pick(["FTP", "HTTP", "FTP,HTTP"])),
                (.transactionMessageRetryInterval, "20"),
            ],
            firmwareUpdate: Self.firmwareBehaviour(&random),
            upload: UploadBehaviour(failure: random.pick([nil, nil, .badMessage, .uploadFailure])),
            security: SecurityBehaviour(
                keyForm: random.pick([.hexadecimal, .literal]),
                reportsInvalidMessages: random.chance(0.5),
                clockTolerance: random.pick([nil, .seconds(100)]),
                storesCertificates: random.chance(0.8)
            ),
            csms: csms.answer
        )
        bench.watch = ledger.see
        self.csms = csms
        self.ledger = ledger
    }

    private static func firmwareBehaviour(_ random: inout RandomStream) -> FirmwareBehaviour {
        FirmwareBehaviour(
            download: random.pick([.seconds(5), .seconds(120)]),
            install: random.pick([.seconds(5), .seconds(180)]),
            failure: random.pick([
                nil, nil, nil, .certificate, .download, .installation, .revocation, .signature,
                .verification,
            ]),
            takesUnsigned: random.chance(0.8)
        )
    }

    mutating func live() {
        bench.powerOn()
        for _ in 0..<60 {
            happen()
            bench.answersAfter = random.pick([.milliseconds(40), .seconds(1), .seconds(12)])
            pass(seconds: Int64(random.below(90)))
            #expect(bench.maximumOpenCalls <= 1, "seed \(seed): two calls are open")
            expectOffersAsDue()
            told.formUnion(bench.calls)
            bench.forget()
        }
    }

    private mutating func pass(seconds: Int64) {
        csms.clock = DateTime(
            unixMilliseconds: 1_772_409_600_000 + bench.now.nanoseconds / 1_000_000
        )
        bench.advance(seconds: seconds)
    }

    /// What cars are offered is what the profiles leave to them now, and not only from the next
    /// event on.
    private func expectOffersAsDue() {
        guard !bench.charger.profiles.isEmpty else { return }
        var anew = bench.charger
        var output = ChargerOutput()
        anew.followProfiles(at: bench.now, into: &output)
        for (own, due) in zip(bench.charger.connectors, anew.connectors) {
            #expect(
                own.bay.offer == due.bay.offer,
                "seed \(seed): another offer is due at connector \(own.number)"
            )
        }
    }

    /// Left in peace the charger comes back, tells what it has to tell, and is free.
    mutating func end() {
        csms.isCalm = true
        if bench.charger.isDark { bench.apply(.powerBack) }
        bench.isReachable = true
        while bench.charger.emergencies.isOn { bench.apply(.emergencyOver) }
        for connector in 1...bench.charger.connectors.count {
            while bench.charger.connectors[connector - 1].fault != nil {
                bench.apply(.mended(connector: UInt8(connector)))
            }
        }
        bench.answersAfter = .milliseconds(40)
        for round in 0..<120 {
            pass(seconds: 100)
            bench.forget()
            // A car that is limited to nothing would never be full.
            if [3, 30].contains(round) { ask("ClearChargingProfile", "{}") }
        }
        #expect(bench.charger.link == .up, "seed \(seed)")
        #expect(bench.charger.registration == .accepted, "seed \(seed)")
        for connector in bench.charger.connectors {
            #expect(connector.transaction == nil, "seed \(seed)")
            #expect(connector.bay.isFree, "seed \(seed)")
            let rests: [ChargePointStatus] = [.available, .unavailable]
            #expect(rests.contains(connector.status), "seed \(seed): \(connector.status)")
            #expect(connector.reported == connector.status, "seed \(seed)")
        }
        #expect(!bench.charger.isHeldForUpdate, "seed \(seed): an update holds connectors")
        let upkeep = bench.charger.upkeep.value
        #expect(upkeep?.update.map { $0.phase == .ended } ?? true, "seed \(seed): an update runs")
        #expect(upkeep?.upload.map { !$0.isUnderWay } ?? true, "seed \(seed): an upload runs")
        #expect(bench.maximumOpenCalls <= 1, "seed \(seed): two calls are open")
        ledger.close(bench.charger)
    }

    private mutating func happen() {
        let connector = Int(random.below(UInt64(bench.charger.connectors.count))) + 1
        switch random.below(16) {
        case 0, 1, 2:
            let isTaken = !bench.charger.connectors[connector - 1].bay.isFree
            guard !isTaken, !bench.charger.isDark else { return }
            bench.arrive(
                connector: connector,
                tag: random.pick(RandomCall.tags),
                staySeconds: Int64(random.below(1_200)) + 1,
                staysUntilFullAnd: random.chance(0.3) ? Int64(random.below(200)) : nil,
                wattHours: Int64(random.below(4_000)),
                waitsSeconds: random.pick([0, 0, 120, 3_000]),
                choice: UInt8(random.below(256))
            )
        case 3:
            guard !bench.charger.isDark else { return }
            bench.holdCard(random.pick(RandomCall.tags), connector: connector)
        case 4: bench.isReachable.toggle()
        case 5:
            if bench.charger.link == .up { bench.close() }
        case 6: bench.apply(bench.charger.isDark ? .powerBack : .powerLost)
        case 7:
            let failure = ChargerFault.failed(connector: UInt8(connector), .groundFailure)
            bench.apply(random.chance(0.5) ? failure : .emergencyStop)
        case 8:
            bench.apply(random.chance(0.5) ? .mended(connector: UInt8(connector)) : .emergencyOver)
        default:
            let call = random.pick(RandomCall.all)
            let payload = call.payload(&random)
            if random.chance(0.2) {
                ask(call.action, random.spoil(payload))
            } else {
                let code = ask(call.action, payload)
                let isNoFault = code == nil || Self.refusals.contains(code ?? "")
                #expect(isNoFault, "seed \(seed): \(code ?? "") for \(call.action) \(payload)")
            }
        }
    }

    /// The errors that a sound call can be answered with.
    private static let refusals = ["NotSupported", "PropertyConstraintViolation"]

    /// Calls the charger, which must answer once if it may; gives the code of an error.
    @discardableResult
    private mutating func ask(_ action: String, _ payload: String) -> String? {
        let mayAnswer = bench.charger.link == .up && bench.charger.registration != .rejected
        bench.receive("[2,\"c\",\"\(action)\",\(payload)]")
        let answers = bench.sent.filter { $0.hasPrefix("[3,\"c\"") || $0.hasPrefix("[4,\"c\"") }
        #expect(
            answers.count == (mayAnswer ? 1 : 0),
            "seed \(seed): \(answers) for \(action) \(payload)"
        )
        guard let error = answers.first, error.hasPrefix("[4,") else { return nil }
        return String(error.split(separator: "\"")[3])
    }
}
