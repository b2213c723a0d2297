/// What a change for the worse may come to, as a user writes it: `p99:+10%`, `failed:+0.1pp`.
package struct Gate: Equatable, Sendable {
    package let text: String
    package let measure: Measure
    /// The change that is still allowed, as a share; below zero where less is worse.
    let limit: Double

    /// How a gate came out.
    package enum Outcome: String, Sendable {
        case passed, failed, undecided
    }

    /// [ACTION.]FIGURE:±NUMBER% or, for shares, ±NUMBERpp.
    package init(parsing text: String) throws(MeasureError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        guard parts.count == 2 else {
            throw MeasureError(
                problem: "a gate is FIGURE:LIMIT, such as ‘p99:+10%’, not ‘\(text)’"
            )
        }
        self.text = text
        measure = try Measure(parsing: parts[0])
        limit = try Self.limit(parts[1], of: measure.figure)
    }

    private static func limit(
        _ text: String,
        of figure: Measure.Figure
    ) throws(MeasureError) -> Double {
        let unit = figure.isRatio ? "%" : "pp"
        let example = figure.isWorseWhenHigher ? "+" + (figure.isRatio ? "10" : "0.1") : "-5"
        let form = "as in ‘\(figure.word):\(example)\(unit)’"
        guard text.hasSuffix(unit) else {
            throw MeasureError(
                problem: "the limit of \(figure.word) ends in \(unit), \(form), not ‘\(text)’"
            )
        }
        let sign = figure.isWorseWhenHigher ? "+" : "-"
        let number = text.dropLast(unit.count)
        guard number.hasPrefix(sign), let size = Double(number.dropFirst()), size >= 0,
            size <= (figure.isWorseWhenHigher ? 100_000 : 99.9),
            number.dropFirst().allSatisfy({
                $0.isNumber || $0 == "."
            })
        else {
            let way = figure.isWorseWhenHigher ? "rise" : "fall"
            throw MeasureError(
                problem: "a gate says how much \(figure.word) may \(way), \(form), not ‘\(text)’"
            )
        }
        return (figure.isWorseWhenHigher ? size : -size) / 100
    }

    /// Holds a change against the limit.
    ///
    /// It failed if the estimate is beyond the limit and no change at all is ruled out; it passed if a
    /// change beyond the limit is ruled out. Everything else the runs cannot tell.
    func outcome(of line: ComparisonLine) -> Outcome {
        let sign = measure.figure.isWorseWhenHigher ? 1.0 : -1.0
        let bound = measure.figure.difference(limit) * sign
        let estimate = line.difference * sign
        guard let interval = line.interval else {
            return line.basis == .exact ? (estimate > bound ? .failed : .passed) : .undecided
        }
        let ends = [interval.lowerBound * sign, interval.upperBound * sign].sorted()
        if ends[1] <= bound { return .passed }
        return estimate > bound && ends[0] > 0 ? .failed : .undecided
    }
}
