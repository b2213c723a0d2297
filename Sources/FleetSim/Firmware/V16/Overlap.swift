/// How many troubles of one kind lie over one another: it lasts until the last of them is over.
///
/// A byte, since every charger has some: of more than 255 at a time the last ones end it too early.
struct Overlap {
    private var count: UInt8 = 0

    var isOn: Bool { count > 0 }

    /// One more begins; whether it is the first.
    @discardableResult
    mutating func begin() -> Bool {
        if count < .max { count += 1 }
        return count == 1
    }

    /// One is over; whether there was one, and it was the last.
    mutating func end() -> Bool {
        guard count > 0 else { return false }
        count -= 1
        return count == 0
    }
}
