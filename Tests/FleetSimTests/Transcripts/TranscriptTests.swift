import TestSupport
import Testing

@testable import FleetSim

/// What a charger and the reference CSMS say to each other, action by action, to the byte.
@Suite struct `transcripts` {
    @Test(arguments: Action.allCases)
    func `an action goes over the wire as it always has`(action: Action) throws {
        let transcript = try Transcript(of: action)
        #expect(transcript.breaches.isEmpty)
        let golden = Transcript.golden(of: action)
        guard !Golden.areWrittenAnew else {
            try golden.write(transcript.text)
            Issue.record("wrote \(golden.name): read the difference")
            return
        }
        #expect(try golden.text() == transcript.text, "\(golden.name) differs")
    }

    @Test(arguments: Action.allCases)
    func `an action is shown with its call and its result, in opposite directions`(
        action: Action
    ) throws {
        let frames = Transcript.frames(in: try Transcript.golden(of: action).text())
        let callers = Set(frames.filter { $0.text.hasPrefix("[2,") }.map(\.isFromCharger))
        let answerers = Set(frames.filter { $0.text.hasPrefix("[3,") }.map(\.isFromCharger))
        #expect(!callers.isEmpty)
        #expect(answerers == Set(callers.map { !$0 }))
        // Either side may transfer data; of every other action one side is the caller.
        #expect(callers.count == (action == .dataTransfer ? 2 : 1))
    }

    @Test func `every frame of every transcript holds against the schemas`() throws {
        var check = SchemaCheck()
        for action in Action.allCases {
            for frame in Transcript.frames(in: try Transcript.golden(of: action).text()) {
                check.add(frame.text.utf8, action: action.name)
            }
        }
        #expect(check.count > 200)
        try check.run()
    }

    @Test func `whatever else passes in a scene holds against the schemas too`() throws {
        var check = SchemaCheck()
        for scene in try Scene.all() {
            for (frame, action) in try Transcript.actions(of: scene.performed().frames) {
                check.add(frame.text.utf8, action: action.name)
            }
        }
        try check.run()
    }
}
