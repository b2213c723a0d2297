/// How a live run is cut up: into seconds to be watched, of which some end a window.
struct Ticks {
    struct Tick {
        var end: SimTime
        var endsWindow: Bool
    }

    let every: SimDuration
    let windows: Windows

    /// The tick that begins at a moment; nil at the end of the run.
    func after(_ start: SimTime) -> Tick? {
        guard start < windows.end else { return nil }
        let window = windows.end(ofWindowFrom: start)
        let tick = min(start + every, window)
        return Tick(end: tick, endsWindow: tick == window)
    }
}
