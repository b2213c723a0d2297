@testable import FleetSim

/// The reference CSMS at the far end of a wire, with commands as the moment wants them.
final class ReferenceEnd: FarEnd {
    private var central: CentralSystem
    private var commands: [Command] = []
    private var writer = FrameWriter()
    /// The breaches of protocol that the charger was caught at.
    private(set) var breaches: [String] = []

    init(_ station: Station = Station(), heartbeat: Int = 300) {
        central = Self.central([station], [], heartbeat: heartbeat)
    }

    func take(_ frame: String, at now: SimTime) -> [String] {
        let bytes = Array(frame.utf8)
        let answers = bytes.withUnsafeBytes {
            central.receive($0, from: 0, arrived: now, at: now, into: &writer)
        }
        breaches += central.breaches.map { "\($0.breach.rule.rawValue): \($0.breach.detail)" }
        central.forgetObservations()
        return answers ? [written] : []
    }

    func hangUp() { central.disconnected(0) }

    /// Makes a call; nil when there is nothing to ask the charger for, or another call is open.
    func call(_ command: Command, at now: SimTime) -> String? {
        commands.append(command)
        let rules = central.rules
        central = Self.central(central.stations, commands, heartbeat: rules.heartbeat)
        return central.command(commands.count - 1, to: 0, at: now, into: &writer) ? written : nil
    }

    /// The first tag of the list of which the CSMS says so.
    func tag(_ status: AuthorizationStatus) -> IdToken {
        let tags = (0..<central.tags.count).map(central.tags.tag)
        return tags.first { central.tags.status(of: $0) == status } ?? central.tags.tag(0)
    }

    private var written: String { String(decoding: writer.bytes, as: UTF8.self) }

    private static func central(
        _ stations: [Station],
        _ commands: [Command],
        heartbeat: Int
    ) -> CentralSystem {
        CentralSystem(
            rules: CentralSystem.Rules(
                heartbeat: heartbeat,
                retry: 60,
                commands: commands,
                clockStart: Charger.benchClock
            ),
            tags: TagList(count: 40, blocked: 0.2, expired: 0.1, seed: 5),
            stations: stations
        )
    }
}
