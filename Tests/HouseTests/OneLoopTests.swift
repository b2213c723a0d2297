import Testing

/// What a run consists of is written down once.
@Suite struct `of a run there is one` {
    private static let sources = SourceTree.files(under: "Sources/FleetSim")

    /// A run is played span by span: only its windows make spans, and one place asks for them.
    @Test func `loop over its windows`() {
        func files(of pattern: Regex<Substring>) -> [String] {
            Self.sources.flatMap { file in file.text.matches(of: pattern).map { _ in file.path } }
        }
        #expect(files(of: /\.span\(from:/) == ["Sources/FleetSim/Runs/WindowLoop.swift"])
        #expect(files(of: /\bWindowSpan\(/) == ["Sources/FleetSim/Runs/Windows.swift"])
        #expect(
            files(of: /\bwhile step\(/) == ["Sources/FleetSim/Runs/WindowLoop.swift"],
            "the loop has another place now"
        )
    }
}
