/// What one window of a run measured, ready for one transaction of the run database.
///
/// A recorder fills it, shards' batches are merged into one, and the store reads it in the
/// order it stands in: every array is sorted by what identifies its rows, never by chance.
package struct Batch {
    package var start = SimTime.zero
    package var end = SimTime.zero
    package var calls = CallTable()
    package var connections = ConnectionCounts()
    package var effects = EffectTable()
    /// How long calls took by parts of the fleet; only a few windows of a run have it.
    package var subsets = SubsetTable()
    package var callErrors = CallErrorTable()
    /// Whether the CSMS still answers.
    package var answers = AnswerWatch()
    /// What the CSMS sent, where it is out there.
    package var received = ReceivedFrames()
    /// Why connections failed, and whom that has kept out.
    package var failures = FailureTable()
    package var sessions: [SessionRecord] = []
    /// Ids of transactions whose sessions were told before.
    package var lateTransactions: [LateTransaction] = []
    /// What flowed at each node of sites whose power has limits.
    package var power: [PowerRecord] = []
    package var notables: [Notable] = []
    /// Single calls, as far as the run keeps them.
    package var singles: [CallRecord] = []
    /// What chargers that are traced sent and received, in the order of what happened to each.
    package var frames: [FrameRecord] = []
    /// How late events were handled, in real time.
    package var lag = LagCounts()
    /// What the run left undone; only its last window knows.
    package var unfinished = UnfinishedCalls()
    /// How many events the kernels handled.
    package var handled = 0

    package init() {}
}
