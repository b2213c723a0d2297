import FleetSim
import Glibc
import Scenarios

/// `fleetsim serve-csms`: the reference CSMS as a server, until it is interrupted.
struct ServeCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .serveCSMS)
    }

    func run() throws -> ExitCode {
        let plan = try plan()
        var server = try open(plan)
        Interrupts.watch()
        let scheme = arguments.value("--tls-certificate") == nil ? "ws" : "wss"
        Terminal.error("fleetsim: the reference CSMS listens at \(scheme)://\(server.address)/")
        do throws(ServerProblem) {
            try server.run(
                shouldStop: { Interrupts.haveCome },
                onBreach: { Terminal.error("breach: \($0.visible)") }
            )
        } catch {
            throw Failure(.unusable, ["fleetsim: \(error)"])
        }
        tell(server.tally)
        return .success
    }

    /// The scenario whose reference CSMS this is; without one, that of a scenario that says nothing.
    private func plan() throws -> FleetPlan {
        guard !arguments.positional.isEmpty else {
            guard !arguments.has("--known-only") else {
                throw arguments.usage("--known-only needs a scenario, whose chargers are known")
            }
            let text = "fleet: [{count: 1, model: wallbox-pulsar-plus}]"
            let scenario = try ScenarioFile.parse(
                text,
                name: "serve-csms",
                overrides: arguments.values("--set")
            )
            return try FleetPlan(scenario)
        }
        let path = try arguments.only("scenario")
        let plan = try LoadedFleet.load(path, arguments.overrides()) { scenario in
            // What flows at a time of day flows by the clock that chargers are told.
            if scenario.start == Scenario().start { scenario.start = .now }
        }.1
        guard !plan.scenario.csms.isAbsent else {
            throw Failure(
                .badInput,
                ["\(InputText.shown(path)): ‘csms: none’ leaves nothing to serve"]
            )
        }
        return plan
    }

    private func open(_ plan: FleetPlan) throws -> CSMSServer {
        do {
            let settings = try settings(plan)
            let chargers = max(1_000, plan.chargers.count)
            // Who knocks is not spread quite evenly.
            let share = settings.threads == 1 ? chargers : chargers * 11 / (settings.threads * 10)
            try Descriptors.require(chargers, perThread: share)
            return try CSMSServer(plan, settings)
        } catch let failure as Failure {
            throw failure
        } catch let error as SystemError where ["bind", "listen"].contains(error.call) {
            throw Failure(
                .unusable,
                [
                    "fleetsim: cannot listen at \(try address()): \(error.reason); --listen names "
                        + "another address"
                ]
            )
        } catch {
            throw Failure(.unusable, ["fleetsim: \(error)"])
        }
    }

    private func settings(_ plan: FleetPlan) throws -> ServerSettings {
        var settings = ServerSettings(address: try address(), now: Timestamp.now.unixMilliseconds)
        settings.takesUnknown = !arguments.has("--known-only")
        settings.password = try password().map { Array($0.utf8) }
        settings.speed = try arguments.speed()
        settings.threads = try arguments.integer("--workers", in: 1...64) ?? 1
        if let maximum = try arguments.integer("--max-strangers", in: 0...10_000_000) {
            settings.maximumUnknown = maximum
        }
        if let maximum = try arguments.integer("--max-half-open", in: 16...1_000_000) {
            settings.maximumHalfOpen = maximum
        }
        if let workers = plan.scenario.csms.reference.workers, workers < settings.threads {
            throw arguments.usage("--workers: the CSMS of the scenario has no more than \(workers)")
        }
        if let certificate = arguments.value("--tls-certificate") {
            var tls = TLSSettings()
            tls.certificate = (certificate, arguments.value("--tls-key") ?? certificate)
            tls.authorities = arguments.value("--client-ca")
            settings.checksNames = arguments.has("--certified-names")
            guard !settings.checksNames || tls.authorities != nil else {
                throw arguments.usage("--certified-names needs a --client-ca")
            }
            settings.tls = tls
        } else if arguments.value("--tls-key") ?? arguments.value("--client-ca") != nil
            || arguments.has("--certified-names")
        {
            throw arguments.usage("TLS needs a --tls-certificate")
        }
        return settings
    }

    /// As it stands there, with variables of the environment by their names, or out of a file.
    private func password() throws -> String? {
        guard let file = arguments.value("--password-file") else {
            do throws(Complaint) {
                return try arguments.value("--password").map { given throws(Complaint) in
                    try Substitution.applied(to: given, Environment.process.value)
                }
            } catch {
                throw arguments.usage("--password: \(error.problem)")
            }
        }
        guard arguments.value("--password") == nil else {
            throw arguments.usage("--password and --password-file: a password comes from one place")
        }
        do throws(PasswordFileError) {
            return try PasswordFile.firstLine(of: file)
        } catch {
            throw arguments.usage("--password-file: \(error.description)")
        }
    }

    private func address() throws -> SocketAddress {
        try arguments.address("--listen")
            ?? SocketAddress.resolve("127.0.0.1", port: 9210, isToListen: true)[0]
    }

    private func tell(_ tally: ServerTally) {
        Terminal.print(
            "connections: \(tally.opened), refused: \(tally.refused), frames: \(tally.frames)"
        )
    }
}
