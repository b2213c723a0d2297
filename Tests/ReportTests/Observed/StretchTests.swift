import FleetSim
import Testing

@testable import Report

@Suite struct `a long run is followed` {
    private let minute = 60_000_000

    /// Where windows begin of which the first were put together.
    private func starts(_ parts: [(count: Int, minutes: Int)]) -> (starts: [Int], end: Int) {
        var (starts, now) = ([Int](), 0)
        for part in parts {
            for _ in 0..<part.count {
                starts.append(now)
                now += part.minutes * minute
            }
        }
        return (starts, now)
    }

    @Test func `over stretches as long as the longest of its windows`() throws {
        let windows = starts([(12, 60), (132, 10), (120, 1)])
        let stretches = try #require(
            Stretches(windows.starts, in: Span(), until: windows.end)
        )
        #expect(stretches.length == 60 * minute)
        // The first tenth is left out, and so is what is not a whole stretch.
        #expect(stretches.index(of: 3 * 60 * minute) == nil)
        #expect(stretches.index(of: 4 * 60 * minute) == 4)
        #expect(stretches.index(of: windows.end) == nil)
    }

    @Test func `window by window where only its beginning was put together`() throws {
        let windows = starts([(3, 10), (125, 1)])
        let stretches = try #require(
            Stretches(windows.starts, in: Span(), until: windows.end)
        )
        #expect(stretches.length == minute)
        #expect(stretches.index(of: 29 * minute) == nil)
        #expect(stretches.index(of: 30 * minute) == 30)
    }

    @Test func `within its span alone, and not where there is no window`() throws {
        let windows = starts([(60, 1)])
        let span = Span(start: 20 * minute + 1, end: 50 * minute, length: 30 * minute)
        let stretches = try #require(Stretches(windows.starts, in: span, until: windows.end))
        #expect(stretches.index(of: 20 * minute) == nil)
        #expect(stretches.index(of: 49 * minute) == 49 && stretches.index(of: 50 * minute) == nil)
        #expect(Stretches([], in: Span(), until: windows.end) == nil)
        #expect(Stretches(windows.starts, in: Span(), until: 0) == nil)
        // A file may say anything.
        let wild = Stretches([0, 1 << 56, 1 << 56], in: Span(), until: 1 << 56)
        #expect(wild?.index(of: .max) == nil)
    }

    @Test func `by how long a value held, however often it changed for a moment`() throws {
        let windows = starts([(60, 1)])
        let stretches = try #require(
            Stretches(windows.starts, in: Span(), until: windows.end)
        )
        var means = StretchMeans(stretches)
        means.add(30 * minute, 0)
        for second in 0..<10 { means.add(31 * minute - 1_000_000 + second * 100_000, 60) }
        means.add(31 * minute, 7)
        means.add(32 * minute, nil)
        means.add(40 * minute, 5)
        means.close()
        #expect(means.points.map(\.value) == [1, 7, 5])
        #expect(means.points.map(\.at) == [30, 31, 40].map { $0 * minute + minute / 2 })
    }
}
