/// The drivers who wait for a bay, first come first.
struct WaitingLine {
    /// In the order of arrival; nil where a driver in the middle has given up.
    private var entries: [Visit?] = []
    /// How many at the front have been served or have gone.
    private var gone = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// Whether a driver who finds no bay stays for one.
    func takes(_ visit: Visit) -> Bool {
        visit.patience > .zero && count < Int(visit.balksAt)
    }

    mutating func join(_ visit: Visit) {
        assert(takes(visit), "a driver who goes on does not join")
        entries.append(visit)
        count += 1
    }

    /// All who wait, the next first.
    var waiting: [Visit] { entries[gone...].compactMap(\.self) }

    /// Who will be next; nil when no driver waits.
    var first: Visit? { entries[gone...].lazy.compactMap(\.self).first }

    /// The driver whose turn it is; nil when no driver waits.
    mutating func next() -> Visit? {
        guard count > 0 else { return nil }
        while gone < entries.count {
            let visit = entries[gone].take()
            gone += 1
            guard let visit else { continue }
            count -= 1
            tidy()
            return visit
        }
        assertionFailure("who is counted stands in line")
        return nil
    }

    /// The driver's patience is at an end; nil if he waits no longer.
    mutating func giveUp(_ index: Int32) -> Visit? {
        guard let position = position(of: index), let visit = entries[position].take() else {
            return nil
        }
        count -= 1
        tidy()
        return visit
    }

    /// Where a visit stands: numbers rise along the line, past those who have gone.
    private func position(of index: Int32) -> Int? {
        entries[gone...].firstIndex { $0?.index == index }
    }

    /// Forgets those who have gone, once they are most of what is kept.
    private mutating func tidy() {
        assert(0...entries.count - gone ~= count, "who is counted stands in line")
        if count == 0 {
            entries.removeAll(keepingCapacity: true)
            gone = 0
        } else if gone > 32, gone * 2 > entries.count {
            entries.removeFirst(gone)
            gone = 0
        }
    }
}
