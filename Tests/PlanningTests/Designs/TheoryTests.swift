import FleetSim
import Planning
import Scenarios
import Testing

@Suite struct `theory beside the simulation` {
    @Test func `drivers who wait for no time do not wait`() throws {
        let patient = theory { $0.arrivals.patience = .constant(0) }
        #expect(patient == theory { $0.arrivals.patience = nil })
    }

    private func theory(_ edit: (inout SiteSpec) -> Void) -> Theory {
        var site = SiteSpec.toy(bays: 4, perDay: 72)
        edit(&site)
        return Theory(of: site)
    }

    @Test func `who finds no bay and goes is Erlang's`() throws {
        let theory = theory { $0.arrivals.dwell = .lognormal(median: 3_600, sigma: 0) }
        #expect(theory.model == "Erlang B")
        // Offered 3 to 4 bays.
        #expect(abs(try #require(theory[.blocked]) - 0.206106870) < 1e-8)
    }

    @Test func `who waits without end too`() throws {
        let theory = theory { $0.arrivals.patience = .constant(1e9) }
        #expect(theory.model == "Erlang C")
        #expect(abs(try #require(theory[.waitMean]) - 0.509433962 * 3_600) < 1e-4)
        #expect(abs(try #require(theory[.waiting]) - 0.509433962) < 1e-8)
    }

    @Test func `lines that end, and patience that does`() throws {
        let finite = theory {
            $0.arrivals.patience = .constant(1e9)
            $0.arrivals.balksAt = 4
        }
        #expect(finite.model == "M/M/c/K")
        #expect(abs(try #require(finite[.blocked]) - 0.0458384859) < 1e-8)
        let impatient = theory { $0.arrivals.patience = .exponential(mean: 7_200) }
        #expect(impatient.model == "Erlang A")
        #expect(abs(try #require(impatient[.reneged]) - 0.0800559839) < 1e-8)
    }

    @Test func `stays that are all alike`() throws {
        let theory = theory {
            $0.arrivals.patience = .constant(1e9)
            $0.arrivals.dwell = .constant(3_600)
            $0.arrivals.perDay = 24 * 3.2
        }
        #expect(theory.model == "M/D/c")
        #expect(abs(try #require(theory[.waitMean]) - 0.38609493 * 3_600) < 1e-3)
    }

    @Test func `cars that share power and leave when they are full`() throws {
        let theory = theory {
            $0.arrivals.leaving = .full(overstay: .constant(0))
            $0.arrivals.vehicles = [VehicleSpec(phases: 3, amperes: 16, share: 1)]
            $0.arrivals.energy = .exponential(mean: 3 * 16 * 230)
            $0.arrivals.perDay = 24 * 5
            $0.chargers[0].count = 8
            $0.power = PowerSpec()
            $0.power?.limit = .currents(l1: 64, l2: 64, l3: 64)
        }
        #expect(theory.model == "processor sharing")
        #expect(abs(try #require(theory[.blocked]) - 0.251239879) < 1e-8)
    }

    @Test func `cars that share power otherwise than theory has it are told why`() {
        func failing(_ edit: (inout SiteSpec) -> Void) -> [String] {
            theory {
                $0.arrivals.leaving = .full(overstay: .constant(0))
                $0.arrivals.vehicles = [VehicleSpec(phases: 3, amperes: 16, share: 1)]
                $0.arrivals.energy = .exponential(mean: 3 * 16 * 230)
                $0.power = PowerSpec()
                $0.power?.limit = .currents(l1: 64, l2: 64, l3: 64)
                edit(&$0)
            }.failing
        }
        #expect(failing { _ in } == [])
        #expect(failing { $0.power?.margin = 2 } == ["cars stay below the limit"])
        #expect(failing { $0.power?.pace = .patient } == ["chargers do not get more at once"])
        #expect(failing { $0.power?.slot = .seconds(60) } == ["power is shared slot by slot"])
        let waiting = ["cars wait for cheap hours or the sun"]
        #expect(failing { $0.arrivals.tariff = TariffSpec() } == waiting)
        #expect(failing { $0.chargers[0].green = GreenSpec() } == waiting)
        let late = ["cars do not begin at once"]
        #expect(failing { $0.arrivals.vehicles[0].waits = .seconds(60) } == late)
        #expect(failing { $0.arrivals.vehicles[0].reacts = .seconds(5) } == late)
        let less = ["cars do not take all that they are given"]
        #expect(failing { $0.arrivals.vehicles[0].losses = .typical } == less)
        #expect(failing { $0.arrivals.vehicles[0].battery = BatterySpec() } == less)
    }

    @Test func `few drivers are a known group`() throws {
        let theory = theory {
            $0.arrivals.users = UserSpec()
            $0.arrivals.users?.count = 10
            // Half of the time away, half of the time there.
            $0.arrivals.users?.plugIns = 0.5
        }
        #expect(theory.model == "a known group")
        #expect(abs(try #require(theory[.blocked]) - 0.3623224759) < 1e-8)
        #expect(abs(try #require(theory[.occupied]) - 3.1883876204 / 4) < 1e-8)
    }

    @Test func `few drivers who are no known group are told why`() {
        func failing(_ edit: (inout ArrivalSpec) -> Void) -> [String] {
            theory {
                $0.arrivals.users = UserSpec()
                $0.arrivals.users?.count = 10
                edit(&$0.arrivals)
            }.failing
        }
        #expect(failing { $0.users?.days = .working } == ["each driver comes once a day"])
        #expect(failing { $0.patience = .constant(60) } == ["the drivers are few, and they wait"])
        #expect(
            failing { $0.dwell = .constant(60) }
                == ["the drivers are few, and their stays are not exponential"]
        )
        #expect(failing { $0.users?.plugIns = 2 } == ["drivers come while they are there"])
        #expect(failing { $0.timetable = TimetableSpec([]) } == ["who comes is listed"])
    }

    @Test(arguments: [(12, 4, 0.3), (30, 6, 0.2)])
    func `few drivers come to what is said of a known group`(
        users: Int,
        bays: Int,
        plugIns: Double
    ) throws {
        var site = SiteSpec.toy(bays: bays, perDay: 0)
        site.arrivals.users = UserSpec()
        site.arrivals.users?.count = users
        site.arrivals.users?.plugIns = plugIns
        var spec = PlanSpec()
        spec.replications = PlanReplications(minimum: 20, maximum: 20)
        let model = try SiteModel(
            site,
            number: 0,
            name: "kerb",
            clockStart: Timestamp(unixMilliseconds: 0)
        )
        let plan = try #require(
            Plan.of(spec, for: site, seed: 7, threads: 2) { _ in
                { model.tally(seed: $0, until: .zero + .seconds(60 * 86_400)) }
            }
        )
        for figure in [PlanFigure.blocked, .occupied] {
            let exact = try #require(plan.theories[0][figure])
            let estimate = try #require(plan.results[0][figure])
            #expect(abs(estimate.mean - exact) < 0.03 * exact, "\(figure): \(estimate)")
            #expect(estimate.low < exact && exact < estimate.high, "\(figure): \(estimate)")
        }
    }

    @Test func `the longest stays of any hour are forgotten before anything is measured`() {
        var site = SiteSpec.toy(bays: 4, perDay: 72)
        #expect(PlanSpec().warmUp(for: site) == .seconds(86_400))
        site.arrivals.dwellByHour = [
            HourlyDwell(.all, from: 18, until: 24, dwell: .constant(60 * 3_600))
        ]
        #expect(PlanSpec().warmUp(for: site) == .seconds(3 * 86_400))
    }

    @Test func `what fails is said`() {
        let clocked = theory { $0.arrivals.weekday[8] = 5 }
        #expect(clocked.model == nil && clocked.values.isEmpty)
        #expect(clocked.failing == ["the rate of arrivals follows the clock"])
        let closed = theory { $0.arrivals.weekend = nil }
        #expect(closed.failing == ["the rate of arrivals follows the clock"])
        let sunday = theory {
            $0.arrivals.sunday = Array(repeating: 1, count: 23) + [5]
        }
        #expect(sunday.failing == ["the rate of arrivals follows the clock"])
        let evening = theory {
            $0.arrivals.dwellByHour = [
                HourlyDwell(.all, from: 18, until: 24, dwell: .constant(36_000))
            ]
        }
        #expect(evening.failing == ["stays depend on the hour"])
        let many = theory {
            $0.arrivals.overdispersion = 3
            $0.arrivals.arrivalCorrelation = -0.5
        }
        #expect(many.failing.count == 2)
        let endless = theory {
            $0.arrivals.patience = .constant(1e9)
            $0.arrivals.perDay = 240
        }
        #expect(endless.failing == ["more come than bays can serve"])
        let odd = theory { $0.arrivals.patience = .constant(600) }
        #expect(odd.failing == ["stays and patience are not both exponential"])
        let unshared = theory { $0.arrivals.leaving = .full(overstay: .constant(0)) }
        #expect(unshared.failing.contains("no limit is shared"))
    }
}
