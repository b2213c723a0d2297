import FleetSim
import Report

/// `fleetsim frames`: what a charger that a run traced sent and received.
struct FramesCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .frames)
    }

    func run() throws -> ExitCode {
        let given = arguments.positional
        guard let path = given.first else { throw arguments.usage("which run database?") }
        guard given.count <= 2 else {
            throw arguments.usage("one charger at a time, not also ‘\(given[2])’")
        }
        let run = try arguments.integer("--run", in: 1...Int(Int32.max))
        let last = try arguments.integer("--last", in: 1...1_000_000_000)
        do {
            let log = try FrameLog(database: path, run: run)
            guard given.count == 2 else { return try list(log) }
            return try print(given[1], of: log, last: last)
        } catch let error as ReportError {
            throw Failure(.badInput, ["fleetsim: \(error)"])
        }
    }

    /// Which chargers there are frames of.
    private func list(_ log: borrowing FrameLog) throws -> ExitCode {
        let traced = try log.traced()
        guard !traced.isEmpty else {
            throw Failure(
                .badInput,
                [
                    "fleetsim frames: this run traced no charger; ‘fleetsim run --trace IDENTITY’ does"
                ]
            )
        }
        for charger in traced { Terminal.print("\(charger.identity)  \(charger.frames)") }
        return .success
    }

    private func print(
        _ identity: String,
        of log: borrowing FrameLog,
        last: Int?
    ) throws -> ExitCode {
        let action = arguments.value("--action")?.lowercased()
        let asJSON = arguments.has("--json")
        var count = 0
        var shown = 0
        var actions: [String] = []
        // Of the last lines only as many are held.
        var held: [FrameLine] = []
        func show(_ line: FrameLine) {
            if asJSON { Terminal.print(document: line.json) } else { Terminal.print(line.styled) }
        }
        let isKnown = try log.read(identity) { line in
            count += 1
            if let own = line.action, !actions.contains(own) { actions.append(own) }
            guard action == nil || line.action?.lowercased() == action else { return }
            shown += 1
            guard let last else { return show(line) }
            held.append(line)
            if held.count >= 2 * last { held.removeFirst(held.count - last) }
        }
        held.suffix(last ?? 0).forEach(show)
        guard isKnown else {
            let hint = NearestWord.hint(for: identity, among: try log.identities())
            throw arguments.usage("this run has no charger ‘\(identity)’\(hint)")
        }
        guard count > 0 else {
            throw Failure(
                .badInput,
                [
                    "fleetsim frames: this run did not trace ‘\(identity)’; ‘fleetsim run --trace’ does"
                ]
            )
        }
        guard let asked = arguments.value("--action"), shown == 0 else { return .success }
        let hint = NearestWord.hint(for: asked, among: actions)
        let known = actions.isEmpty ? "" : ", but of \(actions.joined(separator: ", "))"
        throw Failure(
            .badInput,
            [
                "fleetsim frames: no frame of ‘\(identity)’ is of ‘\(asked)’"
                    + (hint.isEmpty ? known : hint)
            ]
        )
    }
}

extension FrameLine {
    /// In one line for a terminal.
    var styled: [StyledText] {
        let parts = parts.filter { !$0.text.isEmpty }
        return parts.enumerated().flatMap { index, part in
            (index > 0 ? [StyledText("  ")] : []) + [StyledText(part.text, part.role.style)]
        }
    }
}

extension FrameLine.Role {
    fileprivate var style: StyledText.Style {
        switch self {
        case .time, .connection: .dim
        case .sent: .strong
        case .received: .good
        case .failure: .bad
        case .body: .plain
        }
    }
}
