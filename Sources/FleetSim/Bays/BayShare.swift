/// What a bay of a site with limits asks for its car, and what the site has for it.
struct BayShare {
    /// What the charger's program leaves the car, whatever the site has; nil: no charge runs.
    private(set) var offer: Offer?
    /// What the site has for it on each line; nil: it has yet to say.
    private var granted: Int32?
    /// What was asked for last; nil: nothing.
    private(set) var asked: PowerRequest?

    /// The charge is over: the next one is offered its power anew.
    mutating func end() { offer = nil }

    /// What of an offer the site leaves; nil where it has yet to be asked.
    ///
    /// A car that takes nothing is not held back by the site, whatever that would have for it.
    mutating func admit(_ offer: Offer, enforcesLimits: Bool, takes: Bool) -> Offer? {
        assert(offer.milliamperes >= 0, "an offer is not less than nothing")
        self.offer = offer
        guard enforcesLimits, takes, !offer.isNothing else { return offer }
        return granted.map(offer.limited)
    }

    /// Takes note of what the car would have; whether that is news to the site.
    mutating func ask(_ request: PowerRequest?) -> Bool {
        guard request != asked else { return false }
        if request == nil || asked == nil { granted = nil }
        asked = request
        return true
    }

    /// Takes what the site has for the car, and gives what the program offers it, if it asks.
    mutating func give(_ milliamperes: Int32) -> Offer? {
        assert(milliamperes >= 0, "a site gives a car no less than nothing")
        granted = milliamperes
        return asked == nil ? nil : offer
    }
}
