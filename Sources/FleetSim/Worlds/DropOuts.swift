/// How links drop out by chance, each by a stream of its own.
struct DropOuts {
    struct Habit {
        var uptime: Law
        var outage: Law
        var random: RandomStream
    }

    /// One place for each charger; none at all where no link drops out.
    private var habits: [Habit?]

    init(_ habits: [Habit?] = []) {
        self.habits = habits.contains { $0 != nil } ? habits : []
    }

    /// From coming back to being lost again; nil: it never is.
    mutating func uptime(of charger: Int) -> SimDuration? {
        draw(\.uptime, of: charger)
    }

    /// From being lost to coming back.
    mutating func outage(of charger: Int) -> SimDuration {
        draw(\.outage, of: charger) ?? .zero
    }

    private mutating func draw(_ law: KeyPath<Habit, Law>, of charger: Int) -> SimDuration? {
        guard habits.indices.contains(charger), var habit = habits[charger] else { return nil }
        defer { habits[charger] = habit }
        return habit[keyPath: law].draw(using: &habit.random)
    }
}
