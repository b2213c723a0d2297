/// What only a busy channel has: most have nothing of it and are spared its memory.
final class Aside {
    /// How it stands with a long message.
    enum Room: Equatable {
        case none
        /// It is not read until another channel's long message is done.
        case waiting
        case granted(UInt32)
    }

    /// What was read and not understood before the turn was over.
    var unread = GrowingBuffer()
    /// What the latest ping said that is not answered yet.
    var ping: [UInt8]?
    var room = Room.none
    /// Its long message took too long while others waited with theirs.
    var hasOverstayed = false

    var isIdle: Bool { unread.isEmpty && ping == nil && room == .none && !hasOverstayed }
}
