/// What the loop over windows drives: it plays one span after the other.
protocol WindowPlayer: ~Copyable {
    /// What the span that was played last has measured.
    var batch: Batch { get }

    /// Plays a span; true if the run is over with it, be it that it is asked to stop.
    ///
    /// Whether to stop is asked before the span is closed, so that what is open then is told.
    mutating func play(_ span: WindowSpan, shouldStop: () -> Bool) -> Bool
}

/// The loop over the windows of a run: of a fleet in virtual time, of sites alone, of each thread of a
/// live run and of what gathers their batches, of a replay.
struct WindowLoop {
    let windows: Windows
    /// How far the run has come.
    private(set) var reached = SimTime.zero
    private var isOver = false

    init(_ windows: Windows) {
        self.windows = windows
    }

    /// Whether all windows have been played, and none was cut short.
    var isComplete: Bool { reached >= windows.end }

    /// Has the next span played; false when there is none left.
    mutating func step<Player: WindowPlayer & ~Copyable>(
        _ player: inout Player,
        shouldStop: () -> Bool = { false }
    ) -> Bool {
        guard !isOver, let span = windows.span(from: reached) else { return false }
        isOver = player.play(span, shouldStop: shouldStop)
        reached = player.batch.end
        assert(player.batch.start == span.start, "windows follow each other without a gap")
        // Once it is over it may have been further than the others: those who collect from threads take all.
        assert(
            player.batch.end >= span.start && (isOver || player.batch.end <= span.end),
            "a player goes forward, and not beyond its window"
        )
        return true
    }

    /// Has every span played that is left, and hands each to be taken from the player.
    ///
    /// Who calls this knows its player and not always its failure; the compiler specialises a player's
    /// code, down to the kernel, only where this body is part of the caller's.
    @inline(__always)
    mutating func run<Player: WindowPlayer & ~Copyable, Failure: Error>(
        _ player: inout Player,
        shouldStop: () -> Bool = { false },
        afterEach take: (inout Player) throws(Failure) -> Void
    ) throws(Failure) {
        while step(&player, shouldStop: shouldStop) { try take(&player) }
    }
}
