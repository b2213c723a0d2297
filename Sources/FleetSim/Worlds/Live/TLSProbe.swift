/// Finds out whether a port that hangs up on chargers without TLS speaks it.
///
/// OpenSSL's servers hang up on plain HTTP without a word, so such a port is called once more, by TLS.
struct TLSProbe {
    private(set) var hasBegun = false
    private var channel: ChannelID?
    private var foundTLS = false
    /// The chargers that were hung up on, until a tick ends and it is said why.
    private var chargers: [Int] = []

    mutating func noteHangUp(on charger: Int) { chargers.append(charger) }

    /// nil: the port cannot even be called, and nothing will be known.
    mutating func begin(over channel: ChannelID?) {
        assert(!hasBegun, "a port is looked at once")
        hasBegun = true
        self.channel = channel
    }

    /// The call has come to its end.
    mutating func take(_ event: Reactor.Event) {
        if event.channel == channel, case .ended(.looked(let found)) = event.what {
            foundTLS = found
        }
    }

    /// Notes why chargers were hung up on, as far as that is known by now.
    mutating func tell(_ failures: inout FailureTally) {
        let silent = ChannelEnd.unanswered(overTLS: false).description
        let why = foundTLS ? UpgradeError.speaksTLS.description : silent
        for charger in chargers { failures.noteRefusal(why, charger: charger) }
        chargers.removeAll(keepingCapacity: true)
    }

    /// Hangs up, if it has not yet.
    func end(in reactor: inout Reactor) {
        if let channel { reactor.abandon(channel) }
    }
}
