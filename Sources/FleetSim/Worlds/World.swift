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
    var probablyNext: Int? { get }

    /// Tells that a charger will probably act next.
    func prefetch(charger: Int)

    /// A charger asks for a connection.
    mutating func connect(_ charger: Int, at now: SimTime)

    /// A charger closes its connection.
    mutating func close(_ charger: Int, at now: SimTime)

    /// A charger sends a frame; the bytes are copied.
    mutating func send(_ frame: UnsafeRawBufferPointer, from charger: Int, at now: SimTime)

    /// A driver turns to the CSMS, past the charger.
    mutating func ask(_ wish: DriverWish, of charger: Int, at now: SimTime)

    /// The bytes of a frame that arrived, until it is released.
    func bytes(of frame: FrameSlot) -> UnsafeRawBufferPointer

    mutating func release(_ frame: FrameSlot)

    /// Adds what was noticed out there since this was last asked; chargers by their place here.
    mutating func closeWindow(into batch: inout Batch)
}

extension World where Self: ~Copyable {
    /// A CSMS that hears of drivers in its own app only cannot be told.
    mutating func ask(_ wish: DriverWish, of charger: Int, at now: SimTime) {}
}

/// Something that came in from the world.
struct Arrival {
    enum What {
        /// The connection stands; with how long it took.
        case opened(handshake: SimDuration)
        case refused
        case closed
        case frame(FrameSlot)
    }

    var charger: Int
    var at: SimTime
    var what: What
}
