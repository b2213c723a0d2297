/// The reservations that stand; a number stands for one.
struct Reservations {
    private(set) var all: [Reservation] = []

    var isEmpty: Bool { all.isEmpty }

    /// Those of no connector in particular.
    var anywhere: [Reservation] { all.filter { $0.connector == 0 } }

    func own(_ connector: Int) -> Reservation? { all.first { $0.connector == connector } }

    /// Those that a kept connector is kept for: its own, or else all of none in particular.
    func holding(_ connector: Int) -> [Reservation] { own(connector).map { [$0] } ?? anywhere }

    func isKnown(_ id: Int) -> Bool { all.contains { $0.id == id } }

    /// The one that a tag makes use of at a connector: its own before one of none in particular.
    func used(by tag: IdToken, parent: IdToken?, at connector: Int) -> Reservation? {
        let fitting = all.filter { $0.isFor(tag, parent: parent) }
        return fitting.first { $0.connector == connector } ?? fitting.first { $0.connector == 0 }
    }

    /// Takes one in, in place of that with the same number.
    mutating func take(_ new: Reservation) {
        end(new.id)
        all.append(new)
        assert(
            new.connector == 0 || all.count { $0.connector == new.connector } == 1,
            "a connector is kept by one reservation at a time"
        )
    }

    mutating func end(_ id: Int) { all.removeAll { $0.id == id } }

    /// The time of those of a connector is up, or 0: of those of none in particular.
    mutating func end(of connector: Int, by now: SimTime) {
        all.removeAll { $0.connector == connector && $0.ends <= now }
    }

    /// A connector cannot be used any more, and maybe none is left.
    mutating func lose(_ connector: Int, noneLeft: Bool) {
        all.removeAll { $0.connector == connector || ($0.connector == 0 && noneLeft) }
    }

    /// The clock by which they end goes otherwise now.
    mutating func time(_ ends: (Reservation) -> SimTime) {
        for index in all.indices { all[index].ends = ends(all[index]) }
    }
}
