import TestSupport

@testable import FleetSim

/// The frames of one action as they went over the wire, scene by scene.
struct Transcript {
    private(set) var text: String
    /// What the CSMS has against the charger, in any scene.
    private(set) var breaches: [String] = []

    /// Plays every scene that is about the action.
    init(of action: Action) throws {
        text = """
            # \(action.name)
            #
            # Seconds since the mains came on; → leaves the charger, ← comes to it.

            """
        for scene in try Scene.all() where scene.action == action {
            let (frames, found) = try scene.performed()
            breaches += found
            text += "\n## \(scene.title)\n"
            for (frame, about) in try Self.actions(of: frames) where about == action {
                text += "\(Self.seconds(frame.at)) \(frame.isFromCharger ? "→" : "←") "
                text += "\(frame.text)\n"
            }
        }
    }

    static func golden(of action: Action) -> Golden { Golden("Transcripts/\(action.name).txt") }

    /// The frames of a transcript as it lies in the repository, and whether the charger sent each.
    static func frames(in text: String) -> [(isFromCharger: Bool, text: String)] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 2)
            guard parts.count == 3, parts[1] == "→" || parts[1] == "←" else { return nil }
            return (parts[1] == "→", String(parts[2]))
        }
    }

    /// Each frame with the action that it calls, or that it answers.
    static func actions(of frames: [PassedFrame]) throws -> [(PassedFrame, Action)] {
        var open: [String: Action] = [:]
        return try frames.compactMap { frame in
            let bytes = Array(frame.text.utf8)
            return try bytes.withUnsafeBytes { bytes in
                switch try Envelope.parse(bytes) {
                case .call(let id, let action, name: _, payload: _):
                    guard let action else { return nil }
                    open["\(frame.isFromCharger) \(id.text)"] = action
                    return (frame, action)
                case .result(let id, payload: _), .error(let id, _, name: _, description: _):
                    return open["\(!frame.isFromCharger) \(id.text)"].map { (frame, $0) }
                }
            }
        }
    }

    /// With three places, in digits only.
    private static func seconds(_ time: SimTime) -> String {
        let milliseconds = time.nanoseconds / 1_000_000
        let decimals = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000)."
            + String(repeating: "0", count: 3 - decimals.count) + decimals
    }
}
