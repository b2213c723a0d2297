/// Equal steps of a run, by which series are compared.
struct StepGrid {
    /// In microseconds of the run.
    let step: Int
    let count: Int

    /// More steps than these are a week of seconds.
    private static let maximum = 700_000
    /// Steps of twelve days; as many as there may be of them are still a number.
    private static let longest = 1_000_000_000_000

    /// Both are as a file has them, which may be anything.
    init(step: Int, end: Int) {
        self.step = min(max(step, 1), Self.longest)
        count = min(max(end, 0) / self.step, Self.maximum - 1) + 1
    }

    /// Steps of a second in real time.
    init(speed: Double, end: Int) {
        let step = (speed * 1e6).rounded()
        let isUsual = (1...Double(Self.longest)).contains(step)
        self.init(step: isUsual ? Int(step) : step > 1 ? Self.longest : 1, end: end)
    }

    var all: Range<Int> { 0..<count }

    func index(of moment: Int) -> Int { min(max(moment, 0) / step, count) }
}

/// Puts samples on a grid: each holds until the next, for as long as it would be told again at the latest.
struct SeriesFiller {
    static let longestHold = 70

    private let grid: StepGrid
    private let part: Range<Int>
    private var samples: [(index: Int, value: Double?)] = []

    init(_ grid: StepGrid, _ part: Range<Int>) {
        self.grid = grid
        self.part = part
    }

    /// Takes the samples in the order of their times.
    mutating func add(_ moment: Int, _ value: Double?) {
        samples.append((grid.index(of: moment), value))
    }

    var values: [Double?] {
        var (next, last) = (0, (index: Int.min / 2, value: Double?.none))
        return part.map { index in
            while next < samples.count, samples[next].index <= index {
                last = samples[next]
                next += 1
            }
            return index - last.index <= Self.longestHold ? last.value : nil
        }
    }
}
