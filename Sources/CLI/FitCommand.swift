import Glibc
import Planning
import Scenarios

/// `fleetsim fit`: a user's own log of sessions, as arrivals that a scenario takes.
struct FitCommand {
    private let arguments: Arguments
    private let path: String

    /// The options that name a column, and what it holds.
    private static let columns = SessionColumns.Role.allCases.map {
        (option: "--\($0.rawValue)", role: $0)
    }

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .fit)
        path = try self.arguments.only("session log")
    }

    func run() throws -> ExitCode {
        let file = try arguments.value("-o").map {
            try OutputFile(
                $0,
                Self.kind,
                replacesAll: arguments.has("--force"),
                sparing: [path]
            )
        }
        let reading = try reading()
        let text = try text()
        let log: SessionLog
        do throws(CSVProblem) {
            log = try SessionLog(
                CSVTable(text: text, widths: .any, maximumRows: Self.maximumSessions),
                reading
            )
        } catch {
            throw Failure(.badInput, ["\(InputText.shown(path)):\(error)"])
        }
        for line in FitText.skipped(log) {
            Terminal.error("\(InputText.shown(path)): \(line.visible)")
        }
        guard let fit = ArrivalFit(log) else {
            let count = log.sessions.count
            throw Failure(
                .badInput,
                [
                    "\(InputText.shown(path)): \(count) session\(count == 1 ? "" : "s"); "
                        + "\(ArrivalFit.fewest) are the fewest that say something"
                ]
            )
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let yaml = FitText.yaml(fit, of: log, named: name.visible)
        if let file {
            try file.write(yaml + "\n")
        } else {
            Terminal.print(yaml)
        }
        return .success
    }

    /// A log of years of a city's chargers; beyond it is no longer a matter of minutes.
    private static let maximumSessions = 10_000_000

    private static let kind = OutputFile.Kind(
        name: "fit of arrivals",
        beginnings: ["# "],
        mark: "\narrivals:\n"
    )
}

extension FitCommand {
    private func text() throws -> String {
        do throws(InputFailure) {
            // Spreadsheets of another age write Latin letters in one byte; none of them matters here.
            return String(decoding: try InputText.bytes(of: path), as: UTF8.self).withoutPiledMarks
        } catch {
            throw Failure(
                .badInput,
                ["fleetsim: cannot read ‘\(InputText.shown(path))’: \(error.problem)"]
            )
        }
    }

    private func reading() throws -> SessionReading {
        var reading = SessionReading()
        for (option, role) in Self.columns { reading.columns[role] = arguments.value(option) }
        reading.dateOrder = try arguments.choice("--dates", DateOrder.self)
        let saving = try arguments.choice("--daylight-saving", TimeZoneSpec.DaylightSaving.self)
        let offset = arguments.value("--time-zone")
        guard offset != nil || saving != nil else { return reading }
        do {
            reading.timeZone = try TimeZoneSpec(offset: offset ?? "0h", saving ?? .none)
        } catch {
            throw arguments.usage("--time-zone: \(error.problem)")
        }
        return reading
    }
}
