/// The door between the kernel and whatever lies outside the chargers: time, links and the CSMS.
///
/// It moves opaque frames. In virtual time it jumps; in real time it sleeps.
protocol World: ~Copyable {
    /// Lets time pass until `due`, or until something happens out there.
    ///
    /// What arrived is appended, none of it earlier than anything that arrived before. Gives the
    /// moment reached: until then nothing more can arrive.
    mutating func wait(until due: SimTime, into arrivals: inout [Arrival]) -> SimTime

    /// The charger that something will probably arrive at next, if the world can guess.
    ///
    /// Asked for as if it changed the world: to be only looked at, a world was copied to the stack.
    var probablyNext: Int? { mutating get }

    /// Tells that a charger will probably act next.
    func prefetch(charger: Int)

    /// Whether connections are made over a network, where it matters how a charger calls.
    static var dials: Bool { get }

    /// Whether a connection ends once, after it has begun, and no other is told of.
    static var endsWhatBegan: Bool { get }

    /// Whether the run is to end early.
    var isStopped: Bool { get }

    /// An event that was due at a time is now handed to its machine.
    mutating func noteStart(_ due: SimTime)

    /// How late the last frame of a charger left, by the simulator's own fault.
    func lateness(of charger: Int) -> SimDuration

    /// Simulated seconds per second of the CSMS's clock.
    var speed: Double { get }

    /// How much simulated time passes while the CSMS has that long to answer.
    func simulated(_ span: SimDuration) -> SimDuration

    /// Whether what came over a connection still counts, or the charger has given it up since.
    func isCurrent(_ connection: UInt32, of charger: Int) -> Bool

    func isCurrent(_ frame: FrameSlot) -> Bool

    /// A charger asks for a connection.
    mutating func connect(_ charger: Int, _ manner: ConnectionManner, at now: SimTime)

    /// A charger closes its connection, or is suddenly gone without a word.
    mutating func close(_ charger: Int, suddenly: Bool, at now: SimTime)

    /// A charger sends a frame; the bytes are copied.
    mutating func send(_ frame: UnsafeRawBufferPointer, from charger: Int, at now: SimTime)

    /// A driver turns to the CSMS, past the charger.
    mutating func tell(_ message: AppMessage, of charger: Int, at now: SimTime)

    /// The bytes of a frame that arrived, until it is released.
    func bytes(of frame: FrameSlot) -> UnsafeRawBufferPointer

    mutating func release(_ frame: FrameSlot)

    /// Which server answered a charger's last upgrade, where that says so and it was not asked before.
    mutating func takeServer(of charger: Int) -> String?

    /// Whether the CSMS itself refused a charger's last attempt to connect, in an answer to it.
    func isTurnedAway(_ charger: Int) -> Bool

    /// How many pings a charger has had since this was last asked.
    mutating func takePings(of charger: Int) -> Int

    /// Adds what was noticed out there since this was last asked; chargers by their index here.
    mutating func closeWindow(into batch: inout Batch)
}

extension World where Self: ~Copyable {
    // In virtual time nothing is late, and nothing comes over a connection that was given up.

    static var dials: Bool { false }
    static var endsWhatBegan: Bool { true }
    var isStopped: Bool { false }
    mutating func noteStart(_ due: SimTime) {}
    func lateness(of charger: Int) -> SimDuration { .zero }
    mutating func takePings(of charger: Int) -> Int { 0 }
    func isTurnedAway(_ charger: Int) -> Bool { false }
    mutating func takeServer(of charger: Int) -> String? { nil }
    var speed: Double { 1 }
    func simulated(_ span: SimDuration) -> SimDuration { span }
    func isCurrent(_ connection: UInt32, of charger: Int) -> Bool { true }
    func isCurrent(_ frame: FrameSlot) -> Bool { true }

    /// A CSMS that hears of drivers in its own app only cannot be told.
    mutating func tell(_ message: AppMessage, of charger: Int, at now: SimTime) {}
}

/// What drivers have to say by the operator's app.
enum AppMessage {
    case wish(DriverWish)
    /// When one leaves a connector.
    case departure(SimTime, connector: Int)
}

/// Something that came in from the world.
struct Arrival {
    enum What {
        /// The connection stands; with how long it took.
        case opened(handshake: SimDuration)
        /// It cannot be had, or is gone; by what the scenario does to the charger's own line, or not.
        case refused(byOwnLine: Bool)
        case closed(byOwnLine: Bool)
        case frame(FrameSlot)
    }

    var charger: Int
    var at: SimTime
    var what: What
    /// Which of the charger's connections it is about, where that can be in doubt.
    var connection: UInt32 = 0
}
