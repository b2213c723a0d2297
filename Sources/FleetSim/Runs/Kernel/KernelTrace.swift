/// The trace of a kernel's events: a fold per charger and per site, and a journal when asked for.
struct KernelTrace {
    private var chargers: Trace
    private var sites: Trace
    private let firstCharger: Int
    private let firstSite: Int
    private var journal: [TracedEvent]?

    /// Sites are numbered after all chargers of the whole fleet.
    init(chargers: Int, firstCharger: Int, sites: Int, firstSite: Int) {
        self.chargers = Trace(entities: chargers, base: firstCharger)
        self.sites = Trace(entities: sites, base: firstSite)
        self.firstCharger = firstCharger
        self.firstSite = firstSite
    }

    var fingerprint: UInt64 { chargers.fingerprint &+ sites.fingerprint }

    func prefetch(charger: Int) { chargers.prefetch(charger) }

    mutating func fold(charger: Int, at now: SimTime, _ word: UInt64) {
        chargers.fold(charger, at: now, word)
        note(firstCharger + charger, now, .event(word))
    }

    mutating func fold(site: Int, at now: SimTime, _ word: UInt64) {
        sites.fold(site, at: now, word)
        note(firstSite + site, now, .event(word))
    }

    mutating func fold(charger: Int, at now: SimTime, _ frame: UnsafeRawBufferPointer) {
        chargers.fold(charger, at: now, frame)
        guard journal != nil else { return }
        note(firstCharger + charger, now, .frame(String(decoding: frame, as: UTF8.self)))
    }

    /// Folds a frame of the CSMS, without the passwords in it if it is to be masked.
    mutating func fold(
        charger: Int,
        at now: SimTime,
        _ frame: UnsafeRawBufferPointer,
        isMasked: Bool
    ) {
        guard isMasked, let masked = FrameSecrets.masked(frame) else {
            return fold(charger: charger, at: now, frame)
        }
        masked.withUnsafeBytes { fold(charger: charger, at: now, $0) }
    }

    mutating func keepJournal(_ isOn: Bool) {
        journal = isOn ? [] : nil
    }

    mutating func takeJournal() -> [TracedEvent] {
        defer { if journal != nil { journal = [] } }
        return journal ?? []
    }

    private mutating func note(_ entity: Int, _ now: SimTime, _ what: TracedEvent.What) {
        journal?.append(TracedEvent(at: now, entity: entity, what: what))
    }
}

/// One step of a trace, kept to find where two runs part.
package struct TracedEvent: Equatable, Sendable {
    package enum What: Equatable, Sendable {
        case event(UInt64)
        case frame(String)
    }

    package var at: SimTime
    /// A charger, or beyond the last of them a site.
    package var entity: Int
    package var what: What
}
