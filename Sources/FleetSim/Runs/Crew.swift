/// A part of a run that one thread plays at a time: some of its sites, with or without their CSMS.
protocol Shard: ~Copyable, SendableMetatype {
    /// Equal runs have equal ones; those of a run's shards add up to the run's.
    var fingerprint: UInt64 { get }
    /// How many events it has handled in all.
    var handled: Int { get }
    /// What the span under way has measured so far.
    var batch: Batch { get set }

    /// Handles every event that is due by a moment.
    mutating func run(through end: SimTime)

    /// Closes the span under way: what stands at its end goes into the batch.
    mutating func close(_ span: WindowSpan, isLast: Bool)
}

/// The shards of a run in virtual time, which meet at the end of each window.
///
/// Nothing that comes out depends on how many there are, or on which thread plays which.
struct Crew<Member: Shard & ~Copyable>: WindowPlayer, ~Copyable {
    let shards: Row<Member>
    /// How many of the shards are played at the same time.
    let threads: Int
    var batch = Batch()

    init(_ shards: Row<Member>, threads: Int) {
        self.shards = shards
        self.threads = min(max(1, threads), shards.count)
    }

    var fingerprint: UInt64 { shards.fingerprint }
    var handled: Int { shards.sum { $0.handled } }

    mutating func play(_ span: WindowSpan, shouldStop: () -> Bool) -> Bool {
        Threads.run(shards.count, on: threads) { [shards] index in
            shards[index].run(through: span.last)
        }
        let isLast = span.endsRun || shouldStop()
        Threads.run(shards.count, on: threads) { [shards] index in
            shards[index].close(span, isLast: isLast)
        }
        batch.clear()
        batch.start = span.start
        batch.end = span.end
        for index in shards.indices {
            batch.add(shards[index].batch)
            shards[index].batch.clear()
        }
        batch.putInOrder()
        return isLast
    }

    /// What a run came to that has been played as far as the loop says.
    func result(of loop: WindowLoop) -> RunResult {
        RunResult(
            status: loop.isComplete ? .complete : .interrupted,
            reached: loop.reached,
            events: handled,
            fingerprint: fingerprint
        )
    }
}

extension Row where Element: Shard & ~Copyable {
    /// Where the fold of the whole run's trace stands.
    var fingerprint: UInt64 {
        var sum: UInt64 = 0
        for index in indices { sum &+= self[index].fingerprint }
        return sum
    }
}
