import Synchronization

/// How much of a recording may wait to be written to its file, over all threads.
final class RecordingRoom: Sendable {
    /// A CSMS that floods its chargers is not to fill the memory by way of their recording.
    static let maximum = 32 << 20

    private let taken = Atomic(0)

    /// Takes some of it, if there is as much.
    func take(_ count: Int) -> Bool {
        let before = taken.wrappingAdd(count, ordering: .relaxed).oldValue
        guard before + count > Self.maximum else { return true }
        giveBack(count)
        return false
    }

    /// From now on there is none, and threads stop writing down.
    func close() {
        taken.store(Self.maximum * 2, ordering: .relaxed)
    }

    func giveBack(_ count: Int) {
        assert(count >= 0, "what is given back was taken")
        taken.wrappingSubtract(count, ordering: .relaxed)
    }
}
