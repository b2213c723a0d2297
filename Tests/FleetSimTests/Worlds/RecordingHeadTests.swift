import Testing

@testable import FleetSim

@Suite struct `a recording that was made up` {
    private func recording(chargers: String) throws -> RecordedRun {
        let head = "fleetsim recording 2\nseed 1\nstart 0\nchargers \(chargers)\nspeed 1.0\n\n"
        return try RecordedRun(Array("\(head)0 end complete 0\n".utf8))
    }

    @Test(arguments: ["0", "-1", "16777217", "9223372036854775807", "99999999999999999999"])
    func `is refused where it names more chargers than a run can have, or none`(
        chargers: String
    ) {
        #expect(throws: RecordingError.head) { try recording(chargers: chargers) }
    }

    @Test func `is read where it names as many as a run may have`() throws {
        #expect(try recording(chargers: "3").head.chargers == 3)
        #expect(try recording(chargers: "2000000").head.chargers == 2_000_000)
    }
}
