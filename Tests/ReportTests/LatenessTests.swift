import Scenarios
import Testing

@testable import FleetSim
@testable import Report

/// Lateness by figures: no test of it depends on how busy this machine is.
@Suite struct `whether latencies can be believed` {
    /// Events on time, and events late by some milliseconds, of which the thread ran a part.
    private func lateness(
        events: Int = 10_000,
        late: Int,
        by milliseconds: Int64,
        ranFor own: Int64 = 0,
        answersTake answer: Int64? = 8,
        onBusyThreads isBusy: Bool = false,
        waited: Int64? = 2_300_000,
        cores: Int = 8,
        threads: Int = 2,
        sites: Int = 100
    ) -> Lateness {
        var counts = LagCounts()
        if events > late { counts.lag.record(50, times: events - late) }
        if late > 0 {
            counts.lag.record(milliseconds * 1000, times: late)
            counts.own.record(own * 1000, times: late)
        }
        counts.late = late
        counts.lateByHost = own > 10 ? 0 : late
        counts.lateOnBusyThreads = isBusy ? late : 0
        counts.waited = waited
        var answers = Histogram()
        if let answer { answers.record(answer * 1000, times: 1000) }
        return Lateness(
            counts,
            answers: answers,
            cores: cores,
            threads: threads,
            maximumThreads: sites
        )
    }

    @Test(
        arguments: [
            // late by ms, answers take ms, whether the run is doubted
            (12, 15, true), (12, 4000, false), (900, 4000, false), (1100, 4000, true),
            (9, 1, false), (11, 1, true), (12, 47, true), (12, 49, false),
        ]
    )
    func `lateness counts by what answers take`(late: Int64, answer: Int64, isDoubted: Bool) {
        let doubt = lateness(late: 200, by: late, answersTake: answer).doubt(TrustSpec())
        #expect((doubt != nil) == isDoubted)
        if let doubt { #expect(doubt.quantile == 0.99) }
    }

    @Test(arguments: [(100, false), (101, true), (5000, true)])
    func `one of a hundred may be late`(late: Int, isDoubted: Bool) {
        #expect((lateness(late: late, by: 50).doubt(TrustSpec()) != nil) == isDoubted)
    }

    @Test(arguments: [
        (19, 19, false), (20, 20, true), (100, 10, false), (100, 11, true), (900, 60, false),
        (1000, 60, true),
    ])
    func `a handful of events says nothing, nor does a burst that a percentile has no room for`(
        events: Int,
        late: Int,
        isDoubted: Bool
    ) {
        let doubt = lateness(events: events, late: late, by: 500).doubt(TrustSpec())
        #expect((doubt != nil) == isDoubted)
    }

    @Test func `where nothing was answered there is nothing to spoil`() {
        #expect(lateness(late: 500, by: 11, answersTake: nil).doubt(TrustSpec()) == nil)
        #expect(lateness(late: 9_000, by: 900, answersTake: nil).doubt(TrustSpec()) == nil)
        #expect(lateness(events: 0, late: 0, by: 0).doubt(TrustSpec()) == nil)
    }

    @Test func `half of all events late spoils the median, however long the longest answers take`()
        throws
    {
        var lateness = lateness(late: 6_000, by: 100, answersTake: 200)
        lateness.answers.record(60_000_000, times: 900)
        let doubt = try #require(lateness.doubt(TrustSpec()))
        #expect(doubt.quantile == 0.5)
    }

    @Test func `the scenario says what is late and how much of it is borne`() {
        var trust = TrustSpec()
        trust.late = .milliseconds(60)
        #expect(lateness(late: 5_000, by: 50).doubt(trust) == nil)
        trust.late = .milliseconds(10)
        trust.share = 0.2
        #expect(lateness(late: 1_900, by: 50).doubt(trust) == nil)
        #expect(lateness(late: 2_100, by: 50).doubt(trust)?.quantile == 0.8)
        trust.share = 1
        #expect(lateness(late: 10_000, by: 50).doubt(trust) == nil)
    }

    @Test func `the advice fits the cause`() throws {
        func advice(_ lateness: Lateness) throws -> (Lateness.Cause, String) {
            let doubt = try #require(lateness.doubt(TrustSpec()))
            return (doubt.cause, doubt.words(TrustSpec(), of: lateness))
        }
        let host = try advice(lateness(late: 200, by: 40, ranFor: 3))
        #expect(host.0 == .host)
        #expect(
            host.1
                == """
                latencies cannot be trusted: 2.0 % of the simulator's events came more than 10 ms \
                late (p99 40 ms, where answers take 8.0 ms); the host took the time: its threads \
                waited 2.30 s for a core; take a quieter host, or end what else runs on it
                """
        )
        let still = try advice(lateness(late: 200, by: 40, ranFor: 3, waited: 9_000))
        #expect(still.0 == .standstill)
        #expect(
            still.1.hasSuffix(
                "; this program or its machine stood still: its threads waited only 9.00 ms for a "
                    + "core; keep it from being suspended, or take a machine that is not shared"
            )
        )
        let unknown = try advice(lateness(late: 200, by: 40, ranFor: 3, waited: nil))
        #expect(unknown.0 == .host && unknown.1.contains("the host took the time; take"))
        let threads = try advice(lateness(late: 200, by: 40, ranFor: 40, onBusyThreads: true))
        #expect(threads.0 == .threads && threads.1.contains("take --workers 8"))
        let cores = try advice(
            lateness(late: 200, by: 40, ranFor: 40, onBusyThreads: true, threads: 8)
        )
        #expect(cores.0 == .cores && cores.1.contains("take fewer chargers"))
        let sites = try advice(
            lateness(late: 200, by: 40, ranFor: 40, onBusyThreads: true, sites: 2)
        )
        #expect(sites.0 == .sites && sites.1.contains("more sites"))
        let bursts = try advice(lateness(late: 200, by: 40, ranFor: 40))
        #expect(bursts.0 == .bursts)
    }

    @Test func `work of its own that spoils a percentile further up is the cause where it is most`()
        throws
    {
        // Half of all events are late by both together; a tenth and more by either alone.
        func cause(own: Int, host: Int) throws -> Lateness.Cause {
            var lateness = lateness(
                events: 10_000 - host,
                late: own,
                by: 100,
                ranFor: 100,
                answersTake: 200,
                onBusyThreads: true
            )
            let other = self.lateness(events: host, late: host, by: 100, ranFor: 3)
            lateness.counts.merge(other.counts)
            let doubt = try #require(lateness.doubt(TrustSpec()))
            #expect(doubt.quantile == 0.5)
            return doubt.cause
        }
        #expect(try cause(own: 4_800, host: 1_200) == .threads)
        #expect(try cause(own: 1_200, host: 4_800) == .host)
    }

    @Test func `counts of threads and of seconds add up to the same in any order`() {
        let one = lateness(late: 20, by: 40, ranFor: 30, onBusyThreads: true).counts
        let other = lateness(late: 7, by: 15).counts
        var (forth, back) = (one, other)
        forth.merge(other)
        back.merge(one)
        #expect(forth == back)
        #expect(forth.late == 27 && forth.own.count == 27 && forth.lateByHost == 7)
        #expect(forth.lateOnBusyThreads == 20 && forth.waited == 4_600_000)
        forth.clear()
        #expect(forth == LagCounts())
    }
}
