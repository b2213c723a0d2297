/// How links drop out by chance, each by a stream of its own.
struct DropOuts {
    /// What makes one link come and go; a link can have several.
    struct Habit {
        var charger: Int
        var uptime: Law
        var outage: Law
        var random: RandomStream
        /// It begins to drop out then, and is not lost any more afterwards.
        var from = SimTime.zero
        var until = SimTime.distantFuture
        /// What is drawn shorter than this lasts as long.
        var shortest = SimDuration.zero
    }

    private var behaviour: [Habit]

    init(_ behaviour: [Habit] = []) {
        self.behaviour = behaviour
    }

    var indices: Range<Int> { behaviour.indices }

    func charger(of habit: Int) -> Int { behaviour[habit].charger }

    /// When a link that is there from a moment on is lost next; nil: not any more.
    mutating func nextLoss(by habit: Int, after moment: SimTime) -> SimTime? {
        let loss = max(moment, behaviour[habit].from) + draw(\.uptime, by: habit)
        return loss < behaviour[habit].until ? loss : nil
    }

    /// From being lost to coming back.
    mutating func outage(by habit: Int) -> SimDuration { draw(\.outage, by: habit) }

    private mutating func draw(_ law: KeyPath<Habit, Law>, by habit: Int) -> SimDuration {
        let span = behaviour[habit][keyPath: law].draw(using: &behaviour[habit].random)
        return max(span, behaviour[habit].shortest)
    }
}
