import Scenarios

/// What a first scenario can be for.
enum StarterKind: String, CaseIterable {
    case loadTest = "load-test"
    case sitePlan = "site-plan"
    case nightly

    var meaning: String {
        switch self {
        case .loadTest: "chargers that connect to a CSMS, first in virtual time"
        case .sitePlan: "how many bays a site needs, by the waits of its drivers"
        case .nightly: "a suite that is run every night and compared with the nights before"
        }
    }

    /// Where it is written unless a file is named.
    var file: String { rawValue + ".yaml" }

    var questions: [StarterQuestion] {
        switch self {
        case .loadTest, .nightly: [.chargers, .model, .csms]
        case .sitePlan: [.model, .arrivals, .perDay, .bays]
        }
    }
}

/// What can be said of a first scenario.
enum StarterQuestion: String, CaseIterable {
    case chargers, model, csms, arrivals, bays
    case perDay = "per-day"

    var option: String { "--\(rawValue)" }

    var text: String {
        switch self {
        case .chargers: "How many chargers?"
        case .model: "Which charger model? (‘fleetsim models’ lists them)"
        case .csms: "The URL of the CSMS, as in ws://host:port/path; none: virtual time."
        case .arrivals: "Which arrivals? (‘fleetsim presets’ lists them)"
        case .perDay: "How many cars come on a day?"
        case .bays: "How many bays at most?"
        }
    }

    var usual: String {
        switch self {
        case .chargers: "100"
        case .model: "generic-ac"
        case .csms: ""
        case .arrivals: "nl_work"
        case .perDay: "30"
        case .bays: "40"
        }
    }

    /// What is wrong with an answer; nil: nothing.
    func problem(with answer: String) -> String? {
        switch self {
        case .chargers: Self.outOfRange(answer, 1...100_000)
        case .bays: Self.outOfRange(answer, 1...200)
        case .perDay: Self.outOfRange(answer, 1...10_000)
        case .model: Self.unknown(answer, "model", ChargerModel.catalogue.map(\.id))
        case .arrivals: Self.unknown(answer, "preset", ArrivalPreset.catalogue.map(\.id))
        case .csms: answer.isEmpty ? nil : Self.notURL(answer)
        }
    }

    /// What else a URL must be is said when a run calls it.
    private static func notURL(_ answer: String) -> String? {
        guard ["ws://", "wss://"].contains(where: answer.hasPrefix) else {
            return "‘\(answer)’ is no URL of a CSMS, which begins with ws:// or wss://"
        }
        let isPlain = answer.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isPlain ? nil : "a URL has neither spaces nor letters beyond ASCII"
    }

    private static func outOfRange(_ answer: String, _ range: ClosedRange<Int>) -> String? {
        guard let number = Int(answer), range.contains(number) else {
            return "a whole number from \(range.lowerBound) to \(range.upperBound), "
                + "not ‘\(answer)’"
        }
        return nil
    }

    private static func unknown(_ answer: String, _ what: String, _ known: [String]) -> String? {
        known.contains(answer)
            ? nil : "there is no \(what) ‘\(answer)’" + NearestWord.hint(for: answer, among: known)
    }
}
