import FleetSim
import FoundationEssentials
import Glibc
import Scenarios

// A run against a CSMS out there.
extension RunCommand {
    /// How the CSMS of the scenario is called, or that its host has no address; nil when there is none but
    /// the reference one.
    func dial(_ plan: FleetPlan, threads: Int) throws -> Result<Dialling, DiallingError>? {
        let speed = try arguments.speed()
        guard plan.scenario.csms.url != nil else {
            guard arguments.value("--speed") == nil else {
                throw arguments.usage("--speed is for live runs: virtual time is as fast as it can")
            }
            for option in ["--workers", "--source"] where arguments.value(option) != nil {
                throw arguments.usage("\(option) is for live runs: no other opens sockets")
            }
            return nil
        }
        return try arguments.reach(plan, threads: threads, speed: speed)
    }
}

extension RunCommand {
    /// The run that is to be done again, if one is; it brings its speed and needs no sockets.
    func recordedRun() throws -> RecordedRun? {
        guard let path = arguments.value("--replay") else { return nil }
        for option in ["--speed", "--workers", "--source", "--record"]
        where arguments.value(option) != nil {
            throw arguments.usage(
                "\(option) is for live runs: a replay does what its recording says"
            )
        }
        guard !arguments.has("--soak") else {
            throw arguments.usage("--soak is not for replays: what was observed is in no recording")
        }
        return try RecordingFile.read(path, atMost: try boundOfRecording())
    }

    /// How many bytes a recording may have that is written or read.
    private func boundOfRecording() throws -> Int {
        try arguments.size("--max-recording") ?? RecordingFile.usualBound
    }

    func mode(
        _ recorded: RecordedRun?,
        _ dialling: Result<Dialling, DiallingError>?,
        _ scenario: Scenario
    ) throws -> Run.Mode {
        let bound = try boundOfRecording()
        let recording = arguments.value("--record").map {
            Run.RecordingTarget(path: $0, replacesAll: arguments.has("--force"), bound: bound)
        }
        guard recording != nil || recorded != nil || arguments.value("--max-recording") == nil
        else {
            throw arguments.usage("--max-recording is for --record and --replay")
        }
        let metrics = try arguments.address("--metrics")
        if scenario.csms.isAbsent {
            for option in ["--record", "--replay", "--metrics", "--calls"]
            where arguments.value(option) != nil {
                throw arguments.usage("\(option) is for runs with a CSMS, and this has none")
            }
            do throws(FleetProblems) {
                return .alone(try SitesPlan(scenario))
            } catch {
                throw Failure(.badInput, error.lines)
            }
        }
        switch dialling {
        case .success(let dialling): return .live(dialling, recording: recording, metrics: metrics)
        case .failure(let error): return .unreached(error)
        case nil: break
        }
        guard metrics == nil else {
            throw arguments.usage("--metrics is for live runs, which take real time")
        }
        if let recorded { return .replay(recorded) }
        guard recording == nil else {
            throw arguments.usage(
                "--record is for live runs: a virtual one is made again by its seed"
            )
        }
        return .virtual
    }
}

extension Arguments {
    /// How chargers call the CSMS of a plan's scenario; nil where that is the reference one.
    func dialling(_ plan: FleetPlan, threads: Int, speed: Double) throws -> Dialling? {
        do {
            return try reach(plan, threads: threads, speed: speed)?.get()
        } catch let error as DiallingError {
            let reason = error.unknownHost ?? error.description
            throw Failure(.unusable, ["fleetsim: \(Reach.never(reason))"])
        }
    }

    /// The same, where a host that has no address is no failure: as little as one that refuses.
    func reach(
        _ plan: FleetPlan,
        threads: Int,
        speed: Double
    ) throws -> Result<Dialling, DiallingError>? {
        guard let url = plan.scenario.csms.url else { return nil }
        do {
            try Descriptors.require(
                plan.chargers.count,
                perThread: plan.maximumChargers(onOneOf: threads)
            )
            let dialling = try Dialling(
                plan,
                url: url,
                shown: plan.scenario.csms.address?.shown,
                password: plan.scenario.csms.security.password,
                sendsPasswords: plan.scenario.csms.security.sendsPasswords,
                tls: TLSSettings(plan.scenario.csms.security),
                sources: try values("--source").map(source),
                speed: speed
            )
            return .success(dialling)
        } catch let error as DescriptorShortage {
            throw Failure(.badInput, ["fleetsim: \(error)"])
        } catch let error as DiallingError {
            guard error.unknownHost == nil else { return .failure(error) }
            throw Failure(.badInput, ["fleetsim: \(error)"])
        }
    }

    /// An address of this machine to call from; which port is left to the system.
    private func source(_ host: String) throws(Failure) -> SocketAddress {
        do {
            return try SocketAddress.resolve(host, port: 0, isToListen: true)[0]
        } catch {
            throw usage("--source: \(error)")
        }
    }

    /// HOST:PORT, where this process is to listen.
    func address(_ name: String) throws(Failure) -> SocketAddress? {
        guard let text = value(name) else { return nil }
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex,
            let port = UInt16(text[text.index(after: colon)...])
        else { throw usage("\(name) takes HOST:PORT, not ‘\(text)’") }
        let host = text[..<colon].filter { !"[]".contains($0) }
        do {
            return try SocketAddress.resolve(host, port: port, isToListen: true)[0]
        } catch {
            throw usage("\(name): \(error)")
        }
    }

    /// Simulated seconds per real second.
    func speed() throws(Failure) -> Double {
        guard let text = value("--speed") else { return 1 }
        guard let speed = Double(text), (0.01...10_000).contains(speed) else {
            throw usage("--speed takes a number from 0.01 to 10000, not ‘\(text)’")
        }
        return speed
    }
}

extension TLSSettings {
    init(_ spec: SecuritySpec) {
        self.init()
        authorities = spec.authorities
        verifies = spec.verifies
        if let path = spec.certificate {
            var isFolder = false
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            if exists, isFolder {
                certificates = path
            } else {
                certificate = (path, spec.key ?? path)
            }
        }
        issuer = spec.issuer.map { ($0, spec.issuerKey) }
        lowest = spec.lowestTLS
        highest = spec.highestTLS
        resumes = spec.resumes
    }
}

extension Timestamp {
    /// What the clock on the wall says, to the second.
    static var now: Timestamp {
        Timestamp(unixMilliseconds: Int64(Date.now.timeIntervalSince1970) * 1_000)
    }

    /// As a scenario writes it.
    var iso8601: String {
        Date(timeIntervalSince1970: Double(unixMilliseconds) / 1_000)
            .formatted(.iso8601)
    }
}
