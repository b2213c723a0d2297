import Statistics
import Testing

// The exact figures stand to nine digits, worked out with forty.
private func expect(
    _ value: Double,
    _ exact: Double,
    within tolerance: Double = 1e-8,
    at location: SourceLocation = #_sourceLocation
) {
    #expect(abs(value - exact) <= tolerance * max(1, abs(exact)), sourceLocation: location)
}

@Suite struct `closed forms of waiting` {
    @Test(arguments: [
        (0.5, 1.0, 4.60517019, 5.99146455), (0.8, 4, 13.8629436, 14.9786614),
        (0.9, 9, 28.9037176, 29.9573227),
    ])
    func `one server`(load: Double, wait: Double, late: Double, sojourn: Double) throws {
        let queue = try #require(ErlangC(servers: 1, offered: load))
        expect(queue.meanWait, wait)
        expect(queue.wait(quantile: 0.95), late)
        expect(queue.sojourn(quantile: 0.95), sojourn)
        expect(queue.waiting, load)
    }

    @Test(arguments: [
        (2, 1.5, 0.642857143, 1.28571429, 5.10779904), (4, 3, 0.509433962, 0.509433962, 2.32127723),
        (6, 4.8, 0.517771999, 0.431476666, 1.94792665),
        (8, 6.4, 0.457644925, 0.286028078, 1.38379413),
        (10, 8, 0.409180151, 0.204590075, 1.05106626),
        (20, 16, 0.256077794, 0.0640194485, 0.408364569),
        (54, 48, 0.301307899, 0.0502179832, 0.29935161),
    ])
    func `several servers`(
        servers: Int,
        offered: Double,
        waiting: Double,
        wait: Double,
        late: Double
    ) throws {
        let queue = try #require(ErlangC(servers: servers, offered: offered))
        expect(queue.waiting, waiting)
        expect(queue.meanWait, wait)
        expect(queue.wait(quantile: 0.95), late)
        expect(queue.waiting(longerThan: late), 0.05)
    }

    @Test func `the tail of a wait, and times that are not of unit length`() throws {
        let queue = try #require(ErlangC(servers: 4, offered: 3))
        expect(queue.waiting(longerThan: 1), 0.187410281)
        let slow = try #require(ErlangC(servers: 4, offered: 3, serviceRate: 0.25))
        expect(slow.meanWait, 4 * 0.509433962)
        expect(slow.meanNumber, queue.meanNumber)
        #expect(queue.wait(quantile: 0.4) == 0)
    }

    @Test func `a sojourn is a wait and a service, even where their rates are equal`() throws {
        for offered in [0.5, 1, 1.5, 2, 2.9] {
            let queue = try #require(ErlangC(servers: 3, offered: offered))
            // The mean is the area under the tail.
            let step = 0.002
            let area = (0..<100_000).reduce(0) {
                $0 + step * queue.sojourn(longerThan: (Double($1) + 0.5) * step)
            }
            expect(area, queue.meanSojourn, within: 1e-5)
        }
    }

    @Test func `more than servers can serve is no queue`() {
        #expect(ErlangC(servers: 2, offered: 2) == nil)
        #expect(FixedService(servers: 2, offered: 2) == nil)
        #expect(SingleServer(load: 1, scatter: 1) == nil)
        #expect(SharedPower(cars: 2, offered: 2) == nil)
    }

    @Test(arguments: [(0, 2.0), (0.25, 2.5), (0.5, 3), (1, 4), (2, 6)])
    func `one server with any law of service`(scatter: Double, wait: Double) throws {
        expect(try #require(SingleServer(load: 0.8, scatter: scatter)).meanWait, wait)
    }

    @Test(arguments: [(0.5, 0.5, 0.25), (0.8, 2, 1.6), (0.9, 4.5, 4.05)])
    func `one server and fixed services`(load: Double, wait: Double, line: Double) throws {
        let general = try #require(SingleServer(load: load, scatter: 0))
        let fixed = try #require(FixedService(servers: 1, offered: load))
        for queue in [(general.meanWait, general.meanLine), (fixed.meanWait, fixed.meanLine)] {
            expect(queue.0, wait)
            expect(queue.1, line)
        }
    }

    @Test(arguments: [
        (1, 2.0, 0.8), (2, 0.90328388, 0.70189832), (4, 0.38609493, 0.57828202),
        (8, 0.15195380, 0.43379512), (10, 0.10982779, 0.38471739),
    ])
    func `several servers and fixed services`(servers: Int, wait: Double, waiting: Double) throws {
        let queue = try #require(FixedService(servers: servers, offered: 0.8 * Double(servers)))
        expect(queue.meanWait, wait)
        expect(queue.waiting, waiting)
    }

    @Test func `thousands of servers are no trouble`() throws {
        let queue = try #require(ErlangC(servers: 5_000, offered: 4_900))
        // The limit of many servers, by Halfin and Whitt, is 0.1013.
        #expect(abs(queue.waiting - 0.1013) < 0.003)
        let fixed = try #require(FixedService(servers: 2_000, offered: 1_960))
        let free = try #require(ErlangC(servers: 2_000, offered: 1_960))
        // Half the scatter, about half the wait: so Lee and Longton, and heavy traffic.
        #expect(fixed.meanWait / free.meanWait > 0.45 && fixed.meanWait / free.meanWait < 0.7)
        #expect(ErlangB(servers: 5_000, offered: 5_000).blocking > 0.01)
        let line = FiniteLine(servers: 3_000, capacity: 9_000, offered: 2_950)
        let endless = try #require(ErlangC(servers: 3_000, offered: 2_950))
        expect(line.meanWait, endless.meanWait)
        let patient = ErlangA(servers: 3_000, offered: 2_950, patienceRate: 1e-9)
        expect(patient.waiting, endless.waiting, within: 1e-5)
        // A group without end is Erlang's.
        expect(
            KnownGroup(sources: 20_000, servers: 100, offered: 100.0 / 19_900).callCongestion,
            ErlangB(servers: 100, offered: 100).blocking,
            within: 2e-2
        )
    }
}

@Suite struct `closed forms of lines that end and drivers who go` {
    @Test(arguments: [
        (1, 1, 0.5), (2, 1, 0.2), (5, 3, 0.110054348), (10, 5, 0.0183845703),
        (10, 8, 0.121661064), (20, 15, 0.0455932156), (54, 45, 0.0253440078),
        (100, 90, 0.0269573805), (4, 2, 0.0952380952), (6, 4, 0.117162471),
    ])
    func `no line at all`(servers: Int, offered: Double, blocking: Double) {
        expect(ErlangB(servers: servers, offered: offered).blocking, blocking)
        // A line without places is the same, and so is no customer who waits.
        expect(
            FiniteLine(servers: servers, capacity: servers, offered: offered).blocking,
            blocking
        )
    }

    @Test(arguments: [
        (4, 8, 3.0, 0.0458384859, 0.223003251), (4, 8, 5, 0.251239879, 0.549750722),
        (6, 10, 4.8, 0.0510827642, 0.143869257),
    ])
    func `a line of some places`(
        servers: Int,
        capacity: Int,
        offered: Double,
        blocking: Double,
        wait: Double
    ) {
        let line = FiniteLine(servers: servers, capacity: capacity, offered: offered)
        expect(line.blocking, blocking)
        expect(line.meanWait, wait)
    }

    @Test(arguments: [
        (4, 3.0, 0.5, 0.391615722, 0.0800559839), (4, 4, 1, 0.56652988, 0.195366815),
        (4, 6, 2, 0.759867519, 0.395006703), (10, 9, 0.5, 0.468941704, 0.0670117155),
    ])
    func `drivers whose patience ends`(
        servers: Int,
        offered: Double,
        rate: Double,
        waiting: Double,
        abandoning: Double
    ) {
        let queue = ErlangA(servers: servers, offered: offered, patienceRate: rate)
        expect(queue.waiting, waiting)
        expect(queue.abandoning, abandoning)
    }

    /// By a direct solution of the chain's balance.
    @Test(arguments: [
        (20, 10, 0.5, 0.0360549263, 6.4263004910), (60, 20, 0.4, 0.0731807222, 15.8883304765),
        (10, 4, 1, 0.3623224759, 3.1883876204), (2, 1, 1, 0.375, 0.625),
        (5, 4, 2.5, 0.1333757387, 3.0950866477), (20, 4, 0.25, 0.2921007169, 2.8315971324),
    ])
    func `a group of known size whose members go elsewhere`(
        sources: Int,
        servers: Int,
        offered: Double,
        calls: Double,
        carried: Double
    ) {
        let group = KnownGroup(sources: sources, servers: servers, offered: offered)
        expect(group.callCongestion, calls)
        expect(group.carried, carried)
    }

    @Test(arguments: [(12, 1), (12, 5), (12, 11), (300, 40)])
    func `members of a known group are out independently of each other`(sources: Int, servers: Int)
    {
        let group = KnownGroup(sources: sources, servers: servers, offered: 0.3)
        let out = 0.3 / 1.3
        var binomial = (0..<sources).reduce(1.0) { power, _ in power * (1 - out) }
        for number in 0...sources {
            #expect(abs(group.out[number] - binomial) < 1e-12, "\(number)")
            let odds = Double(sources - number) / Double(number + 1)
            binomial *= odds * out / (1 - out)
        }
    }

    @Test func `a group no larger than its servers never finds them busy`() {
        #expect(KnownGroup(sources: 4, servers: 4, offered: 1).callCongestion == 0)
        #expect(KnownGroup(sources: 3, servers: 4, offered: 1).callCongestion == 0)
        #expect(KnownGroup(sources: 3, servers: 4, offered: 1).carried == 1.5)
    }
}

@Suite struct `closed forms of ample bays and shared power` {
    @Test(
        arguments: [(3.0, [6, 8, 10]), (10, [15, 18, 21]), (45, [56, 61, 67])] as [(Double, [Int])]
    )
    func `how many are there at once`(offered: Double, numbers: [Int]) {
        let bays = AmpleServers(offered: offered)
        #expect([0.95, 0.99, 0.999].map { bays.occupancy(quantile: $0) } == numbers)
    }

    @Test func `the number follows the arrivals of the day`() {
        let slow = SwingingArrivals(
            rate: 5,
            swing: 0.8,
            period: 24,
            service: .exponential(mean: 6)
        )
        expect(slow.damping, 0.537029272)
        expect(slow.lag, 3.83455756)
        let exact = [19.1275596, 36.9216105, 40.8724404, 23.0783895]
        for (hour, number) in zip([0.0, 6, 12, 18], exact) { expect(slow.mean(at: hour), number) }
        let fixed = SwingingArrivals(rate: 5, swing: 0.8, period: 24, service: .fixed(6))
        let numbers = [14.7211255, 45.2788745, 45.2788745, 14.7211255]
        for (hour, number) in zip([0.0, 6, 12, 18], numbers) {
            expect(fixed.mean(at: hour), number)
        }
    }

    @Test func `equal parts of a site's power`() throws {
        let site = try #require(SharedPower(cars: 8, offered: 6.4))
        expect(site.slowdown, 1.28602808)
        expect(site.meanNumber, 8.2305797)
        let bays = SharedPower(cars: 4, bays: 8, offered: 5)
        expect(bays.blocking, 0.251239879)
        expect(bays.slowdown, 1.549750722)
    }
}

@Suite struct `answer cards` {
    @Test(
        arguments: [
            (2.0, [4, 5, 7, 8]), (5, [8, 9, 11, 14]), (10, [13, 15, 18, 21]),
            (20, [23, 26, 30, 35]),
            (45, [46, 51, 58, 66]),
        ] as [(Double, [Int])]
    )
    func `the least bays for a blocking`(offered: Double, bays: [Int]) {
        let minimum = [0.1, 0.05, 0.01, 0.001].map {
            ErlangB.servers(offered: offered, blocking: $0)
        }
        #expect(minimum == bays)
    }

    @Test(arguments: [(4.0, 5), (8, 7), (12, 10), (20, 14)])
    func `the least plugs at which few wait longer than ten minutes`(perHour: Double, plugs: Int) {
        let minimum = ErlangC.servers(
            offered: perHour / 2,
            serviceRate: 2,
            wait: 1.0 / 6,
            quantile: 0.95
        )
        #expect(minimum == plugs)
    }
}
