import FleetSim
import Scenarios
import Testing

@Suite struct `thresholds` {
    @Test func `name every call that chargers and the CSMS make, and no other`() {
        #expect(CallName.allCases.map(\.rawValue) == Action.allCases.map(\.name))
    }
}
