import Foundation
import TestSupport

@testable import FleetSim

/// A CSMS made with PyPI's `ocpp` at the far end of a wire.
final class LibraryEnd: FarEnd {
    /// What passed, by action: who called and how often, who got results and how many.
    struct Report: Decodable {
        var counts: [String: [String: Int]]
        var errors: [String]
    }

    private let script: PythonConversation
    /// What it has to say at the end.
    private(set) var report: Report?

    init() throws {
        script = try PythonConversation(
            script: "Tests/Oracles/ocpp_csms.py",
            arguments: [CertificateFixture.path("root"), CertificateFixture.path("charger")]
        )
    }

    /// A call is answered before time goes on.
    func take(_ frame: String, at now: SimTime) throws -> [String] {
        try script.say(frame)
        return frame.hasPrefix("[2,") ? [try script.hear()] : []
    }

    /// The library sees one connection from the beginning to the end.
    func hangUp() {}

    /// What the CSMS does now that it is its turn: calls, waits, or has finished.
    func turn() throws -> Turn {
        try script.say("next")
        let line = try script.hear()
        if line == "wait" { return .wait }
        guard line.hasPrefix("done ") else { return .call(line) }
        report = try JSONDecoder().decode(Report.self, from: Data(line.dropFirst(5).utf8))
        return .finish
    }

    enum Turn {
        case call(String)
        case wait, finish
    }
}
