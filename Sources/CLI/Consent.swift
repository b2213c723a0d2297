import FleetSim
import FoundationEssentials
import Glibc
import Planning
import Scenarios
import Seeding

/// Whether a CSMS may be loaded until a threshold fails.
enum Consent {
    /// Asks before any but one on this machine; without a terminal that is refused.
    static func ask(
        _ scenario: Scenario,
        _ arguments: Arguments,
        maximum: Double,
        _ axis: CapacityAxis
    ) throws {
        guard let url = scenario.csms.url, !isLoopback(url), !arguments.has("--yes") else { return }
        let shown = scenario.csms.address?.shown ?? url
        guard isatty(STDIN_FILENO) == 1, Terminal.errorIsTerminal else {
            throw arguments.usage(
                "\(shown) is on another machine, and will be loaded until a threshold fails: say --yes"
            )
        }
        let limit = maximum < 1e6 ? ", with up to \(Int(maximum)) \(axis.unit)" : ""
        Terminal.draw("Load \(shown) until a threshold fails\(limit)? [y/N] ".visible)
        let answer = readLine()?.lowercased() ?? ""
        guard ["y", "yes"].contains(answer) else {
            throw Failure(.badInput, ["fleetsim: nothing was done"])
        }
    }

    /// Asks before an interface of another machine is touched, and before commands are run, which may
    /// touch anything.
    static func askToSeed(
        _ spec: SeedSpec,
        _ arguments: Arguments,
        _ stages: [(kind: SeedRow.Kind, rows: Int)],
        undo: Bool
    ) throws {
        let steps = [spec.chargers, spec.certificates, spec.tokens].compactMap(\.self)
        let requests = steps.flatMap { [$0.find, $0.create, $0.remove].compactMap(\.self) }
        let elsewhere = requests.first { request in
            switch request.action {
            case .http(_, let url): !isLoopback(url)
            case .command: true
            }
        }
        guard let elsewhere, !arguments.has("--yes") else { return }
        let shown = elsewhere.shown
        let rows = stages.filter { $0.rows > 0 }
            .map { "\($0.rows.grouped) \($0.kind.plural)" }.joined(separator: ", ")
        let what = undo ? "takes away \(rows)" : "puts there \(rows)"
        guard isatty(STDIN_FILENO) == 1, Terminal.errorIsTerminal else {
            throw arguments.usage("‘\(shown)’ is not of this machine, and \(what): say --yes")
        }
        Terminal.draw("‘\(shown)’ \(what). Go on? [y/N] ".visible)
        let answer = readLine()?.lowercased() ?? ""
        guard ["y", "yes"].contains(answer) else {
            throw Failure(.badInput, ["fleetsim: nothing was done"])
        }
    }

    /// Whether the host of a URL is this machine by its address: a name could lead anywhere.
    static func isLoopback(_ url: String) -> Bool {
        guard let host = URLComponents(string: url)?.host?.lowercased() else { return false }
        let bare = host.filter { !"[]".contains($0) }
        let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
        let isIPv4 = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return bare == "localhost" || bare == "::1" || isIPv4 && parts[0] == "127"
    }
}
