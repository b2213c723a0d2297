/// What the process tells its parent.
enum ExitCode: Int32 {
    case success = 0
    /// A threshold, gate or acceptance case failed.
    case failed = 1
    /// Bad usage or a bad scenario; nothing was run.
    case badInput = 2
    /// The run could not be trusted or completed.
    case unusable = 3
    case interrupted = 130
}
