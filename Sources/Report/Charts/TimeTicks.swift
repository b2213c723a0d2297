/// Round moments of simulated time to mark on an axis.
enum TimeTicks {
    private static let steps = [
        1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800,
        604_800,
    ].map { $0 * 1_000_000 }

    /// At most seven moments, in microseconds.
    static func between(_ start: Int, _ end: Int) -> [Int] {
        let length = max(end - start, 1)
        let step = steps.first { length / $0 <= 6 } ?? length / 6
        let first = (start + step - 1) / step * step
        return Array(stride(from: first, through: end, by: step))
    }

    /// Where all marks are of whole days, a day is not told as 24 hours.
    static func label(of time: Int, among times: [Int]) -> String {
        guard time != 0 else { return "0" }
        let day = 86_400_000_000
        guard times.count > 2, times.allSatisfy({ $0 % day == 0 }) else {
            return Figures.span(microseconds: time)
        }
        return "\(time / day) day\(time == day ? "" : "s")"
    }
}
