import Scenarios

/// A call that the CSMS can make: how a scenario asks for it, which request it is to one station, what
/// its answer means for the ledger, and in what its effect shows.
///
/// A file each, named in `Command(_:)`.
protocol CSMSCall {
    associatedtype Request: CallPayload

    /// As a scenario asks for it; its words have been checked when it was read.
    init(_ spec: CommandSpec)

    /// The request to one station; nil when there is nothing to ask it for.
    func request(_ at: CommandCircumstances) -> Request?

    /// Takes note of an answer; whether it grants what was asked.
    func take(
        _ answer: Request.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool

    /// What the station will show if it grants the call; nil: nothing that could be told by its messages.
    func effect(_ at: CommandCircumstances) -> Expectation.Shown?

    /// It leaves, and may change things before its answer is here.
    func markSent(_ ledger: inout Ledger)

    /// It was answered with an error, and has changed nothing.
    func markFailed(_ ledger: inout Ledger)
}

extension CSMSCall {
    func effect(_ at: CommandCircumstances) -> Expectation.Shown? { nil }
    func markSent(_ ledger: inout Ledger) {}
    func markFailed(_ ledger: inout Ledger) {}

    /// Writes the call; false when there is nothing to ask this station for.
    fileprivate func write(_ at: CommandCircumstances, into writer: inout FrameWriter) -> Bool {
        guard let request = request(at) else { return false }
        writer.call(at.id, request)
        return true
    }

    fileprivate func conclude(
        _ at: CommandCircumstances,
        _ payload: inout JSONReader,
        in ledger: inout Ledger
    ) throws(PayloadError) -> Bool {
        take(try Request.Confirmation(from: &payload), at, in: &ledger)
    }
}

/// One of the calls that the CSMS makes to stations, whatever charger stands behind them.
struct Command {
    private let call: any CSMSCall

    init(_ call: any CSMSCall) {
        self.call = call
    }

    /// Writes the call; false when there is nothing to ask this station for.
    func write(_ at: CommandCircumstances, into writer: inout FrameWriter) -> Bool {
        call.write(at, into: &writer)
    }

    /// Takes note of an answer; whether it grants what was asked.
    func conclude(
        _ at: CommandCircumstances,
        _ payload: inout JSONReader,
        in ledger: inout Ledger
    ) throws(PayloadError) -> Bool {
        try call.conclude(at, &payload, in: &ledger)
    }

    func effect(_ at: CommandCircumstances) -> Expectation.Shown? { call.effect(at) }
    func markSent(_ ledger: inout Ledger) { call.markSent(&ledger) }
    func markFailed(_ ledger: inout Ledger) { call.markFailed(&ledger) }
}

/// What a command needs to know to become a call to one station.
struct CommandCircumstances {
    let station: Station
    let tags: TagList
    /// The number of the call, the same on every machine and in every shard.
    let number: UInt64
    let now: DateTime

    var id: MessageID { MessageID(number: number) }

    /// The tag that a call is about; another call, another tag.
    var tag: IdToken { tags.tag(Int(number % UInt64(tags.count))) }

    /// The id of what the call makes: a reservation, an upload, an update.
    var newID: Int { Int(clamping: number) }

    func later(by duration: SimDuration) -> DateTime {
        DateTime(unixMilliseconds: now.unixMilliseconds + duration.nanoseconds / 1_000_000)
    }
}

extension CommandSpec {
    /// The value that its subject names on the wire.
    func word<Word: WireEnum & CaseIterable>() -> Word? where Word.RawValue == WireText {
        Word.allCases.first { $0.rawValue.string == subject }
    }
}
