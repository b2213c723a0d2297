import Testing

@testable import FleetSim

@Suite struct `a span of time` {
    @Test(
        arguments: [
            (Duration.seconds(90), 90_000_000_000), (.nanoseconds(7), 7), (.zero, 0),
            (.seconds(-3), -3_000_000_000), (.milliseconds(-1), -1_000_000),
            // More than there is room for is the longest that there is.
            (.seconds(Int64.max), .max), (.seconds(9_223_372_037), .max),
            (.seconds(Int64.min), .min),
        ] as [(Duration, Int64)]
    )
    func `of any length is one of a run`(duration: Duration, nanoseconds: Int64) {
        #expect(SimDuration(duration).nanoseconds == nanoseconds)
    }
}
