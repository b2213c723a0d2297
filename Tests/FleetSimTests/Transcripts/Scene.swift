import Testing

@testable import FleetSim

/// A short play between a charger and the reference CSMS; its transcript is about one action.
struct Scene {
    typealias ReferenceWire = Wire<ReferenceEnd>

    let action: Action
    let title: String
    let charger: Charger
    let station: Station
    /// Whether booting belongs to the play; else it has happened, and is forgotten.
    let begins: Beginning
    let play: (inout ReferenceWire) throws -> Void

    enum Beginning {
        case off, booted
    }

    init(
        _ action: Action,
        _ title: String,
        _ charger: Charger = .complete(),
        station: Station = Station(),
        begins: Beginning = .booted,
        play: @escaping (inout ReferenceWire) throws -> Void
    ) {
        self.action = action
        self.title = title
        self.charger = charger
        self.station = station
        self.begins = begins
        self.play = play
    }

    /// The CSMS makes these calls, one after the other.
    init(
        _ action: Action,
        _ title: String,
        _ charger: Charger = .complete(),
        _ commands: Command...
    ) {
        self.init(action, title, charger) { wire in
            for command in commands { try wire.call(command) }
        }
    }

    static func all() throws -> [Scene] {
        try core + remote + plans + upkeep + certificates() + security()
    }

    /// Plays it; gives every frame that passed and what the CSMS has against the charger.
    func performed() throws -> (frames: [PassedFrame], breaches: [String]) {
        var wire = ReferenceWire(to: ReferenceEnd(station), charger, delay: .milliseconds(50))
        if begins == .booted {
            try wire.powerOn()
            try wire.advance(seconds: 10)
            wire.forget()
        }
        try play(&wire)
        return (wire.passed, wire.end.breaches)
    }
}

extension Wire<ReferenceEnd> {
    /// The CSMS makes a call, and the charger has a while to answer and to act.
    mutating func call(_ command: Command, thenSeconds seconds: Int64 = 5) throws {
        deliver(try #require(end.call(command, at: now), "there is nothing to ask for"))
        try advance(seconds: seconds)
    }

    /// A driver comes and charges, or tries to: plugged in after 10 s, identified after 15.
    mutating func visit(
        _ status: AuthorizationStatus = .accepted,
        staySeconds: Int64 = 600,
        forSeconds seconds: Int64 = 60
    ) throws {
        try arrive(end.tag(status), staySeconds: staySeconds)
        try advance(seconds: seconds)
    }
}
