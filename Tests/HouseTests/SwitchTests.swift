import Testing

/// A switch over an enum of ours names every case, so that the compiler shows each place where a new one
/// matters.
@Suite struct `a switch over an enum of ours` {
    /// Where names of members stand that are no cases of ours: bytes with names, Unicode's categories, and
    /// purposes of randomness, which are numbers with names.
    private static let foreign: Set<String> = [
        "Sources/FleetSim/Drivers/VisitDraw.swift",
        "Sources/FleetSim/OCPP/FrameSecrets.swift",
        "Sources/FleetSim/OCPP/JSON/JSONReader+Skipping.swift",
        "Sources/FleetSim/OCPP/JSON/JSONReader+Text.swift",
        "Sources/FleetSim/OCPP/JSON/JSONWriter+Values.swift",
        "Sources/Scenarios/Notation/String+Untrusted.swift",
    ]

    @Test func `has no default`() {
        var found: Set<String> = []
        for file in SourceTree.files(under: "Sources") {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated() where label(of: line) == "default:" {
                let depth = indent(of: line)
                let labels = lines[..<number].reversed()
                    .prefix { !(indent(of: $0) == depth && $0.contains("switch ")) }
                    .filter { indent(of: $0) == depth && label(of: $0).hasPrefix("case ") }
                guard labels.contains(where: { namesCase(label(of: $0)) }) else { continue }
                found.insert(file.path)
                if !Self.foreign.contains(file.path) {
                    Issue.record("\(file.path):\(number + 1) has a default among cases of ours")
                }
            }
        }
        #expect(found == Self.foreign, "a file on the list of exceptions needs to be there no more")
    }

    private func indent(of line: Substring) -> Int { line.prefix { $0 == " " }.count }

    private func label(of line: Substring) -> Substring {
        let words = line.drop { $0 == " " }
        return words.hasPrefix("default:") ? words.prefix(8) : words
    }

    /// As in `case .text` or `case (.text, nil)`; not as in `case "text"`, `case 3` or `case 0...0x7F`.
    private func namesCase(_ label: Substring) -> Bool {
        label.drop { $0 != " " }.drop { $0 == " " || $0 == "(" }.prefixMatch(of: /\.[a-z]/) != nil
    }
}
