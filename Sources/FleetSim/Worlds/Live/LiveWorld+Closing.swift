// The end of a run.
extension LiveWorld {
    /// Closes every connection in order, and gives the CSMS a moment to do the same: as long as it
    /// goes on closing them, but for no longer than it is patient.
    ///
    /// The thread that opened them has to do so: to another thread they may not be known.
    mutating func finish(within patience: SimDuration, each pause: SimDuration) {
        var closing: [ChannelID] = []
        for charger in links.indices {
            if links[charger].isOpen, !isSilent(charger), let channel = links[charger].channel {
                closing.append(channel)
            }
            close(charger, suddenly: false, at: reached)
        }
        tlsProbe.end(in: &reactor)
        let before = reactor.farewellsUnanswered
        let cutBefore = reactor.farewellsCutOff
        let start = RunClock(speed: 1)
        var last = (left: reactor.count, at: SimTime.zero)
        while reactor.count > 0, start.now - .zero < patience, start.now - last.at < pause {
            reactor.wait(.milliseconds(20))
            while reactor.next() != nil {}
            if reactor.count < last.left { last = (reactor.count, start.now) }
        }
        farewellTaken = start.now - .zero
        leftOpen =
            reactor.farewellsUnanswered - before
            + closing.count { reactor.channels.holds($0) }
        cutOff = reactor.farewellsCutOff - cutBefore
        reactor.releaseAll()
    }
}
