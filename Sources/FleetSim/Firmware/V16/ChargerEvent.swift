/// What can happen to a charger.
enum ChargerEvent {
    /// The mains come on.
    case powerOn
    case timer(ChargerTimer, connector: Int, generation: UInt32)
    /// The connection it asked for stands.
    case opened
    /// The connection it asked for cannot be had, or is gone: for the sake of its own line, or of the CSMS.
    case refused(byOwnLine: Bool), closed(byOwnLine: Bool)
    /// A frame came in; its bytes live as long as the event is handled.
    case frame(UnsafeRawBufferPointer)
    /// Something goes wrong with the charger itself.
    case fault(ChargerFault)
    /// A car has come to the bay of that connector.
    indirect case arrived(Visit, connector: Int)
    /// The site has so much for the car there, on each of its lines.
    case siteGives(milliamperes: Int32, connector: Int)
}

/// What a charger wants done in answer to an event.
///
/// What is rare and holds text stands apart: then most actions have nothing to count when they are copied.
enum ChargerAction {
    case schedule(ChargerTimer, connector: Int, generation: UInt32, at: SimTime)
    /// Have the call time-out go off so long after a call was sent, by the clock of the CSMS:
    /// a CSMS out there does not answer faster because simulated time does.
    case awaitAnswer(generation: UInt32, sent: SimTime, patience: SimDuration)
    case connect
    /// Close the connection, or stop asking for one.
    case close(wasUp: Bool)
    /// The same without a farewell, for want of power.
    case vanish(wasUp: Bool)
    /// Send the next frame of the output's buffer, of this many bytes.
    case send(count: Int)
    case measured(MeasuredCall)
    /// A call was answered with an error, or with what is no answer; `spelling` is the code where OCPP does not
    /// spell it so.
    indirect case callError(Action, Direction, ErrorCode, spelling: String? = nil, text: String)
    /// The CSMS has called for an action that OCPP does not know.
    indirect case unknownCall(name: String, bytes: Int)
    /// A driver turns to the CSMS.
    indirect case asks(DriverWish)
    /// A driver tells it when he leaves a connector.
    case tellsDeparture(connector: Int, SimTime)
    /// What a connector asks of its site has changed, or what its car draws.
    case asksSite(connector: Int)
    indirect case visitEnded(VisitLog, Visit, connector: Int)
    /// The CSMS has given an id to the transaction of a visit that is over.
    indirect case transactionNamed(site: Int32, visit: Int32, id: TransactionID)
    /// The bay of a connector can be used by arriving cars, or no longer, or only by that of a token.
    case bay(connector: Int, inService: Bool, keptFor: Token? = nil)
    indirect case notable(kind: String, detail: String)
    /// A frame of the CSMS was not what it should be.
    indirect case misfit(Misfit, detail: String)
}

/// A call that has ended, or that the run ended upon, with its times.
struct MeasuredCall {
    var action: Action
    var direction: Direction
    var outcome: Outcome
    var intended: SimTime
    var sent: SimTime?
    /// When it was answered, or given up, or the run ended.
    var ended: SimTime
    var bytesSent = 0
    var bytesReceived = 0
    var error: ErrorCode?

    /// nil: no answer came, or the charger gave it itself.
    var replied: SimTime? { direction == .out && outcome.isAnswered ? ended : nil }
}

/// The buffer that a charger's actions and frames are put into; it is emptied and used again.
struct ChargerOutput: ~Copyable, BayOutput {
    var actions = UniqueList<ChargerAction>(capacity: 16)
    private var writer = FrameWriter(keepsFrames: true)
    /// For the chargers that put their output here to share what they hold alike.
    var lists = ListShelf()

    /// The bytes of the frames to send, one after the other.
    var frames: UnsafeRawBufferPointer { writer.allBytes }

    mutating func schedule(_ alarm: BayAlarm) {
        actions.append(
            .schedule(
                ChargerTimer(alarm.timer),
                connector: Int(alarm.bay),
                generation: alarm.generation,
                at: alarm.at
            )
        )
    }

    mutating func clear() {
        actions.empty()
        writer.clear()
    }

    /// Encodes a CALL and puts it out; gives its length.
    @discardableResult
    mutating func call(_ id: MessageID, _ payload: borrowing some CallContent) -> Int {
        writer.call(id, payload)
        return send()
    }

    @discardableResult
    mutating func result(_ id: MessageID, _ payload: some Payload) -> Int {
        writer.result(id, payload)
        return send()
    }

    @discardableResult
    mutating func error(_ id: MessageID, _ code: ErrorCode, _ description: String) -> Int {
        writer.error(id, code, description)
        return send()
    }

    private mutating func send() -> Int {
        let count = writer.bytes.count
        actions.append(.send(count: count))
        return count
    }
}
