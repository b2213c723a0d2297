/// Collects frames and holds them against the OCPP 1.6 JSON schemas, by way of Python.
///
/// Python's `ocpp` package brings the schemas and `jsonschema` applies them: neither knows our codec.
package struct SchemaCheck {
    private var lines = ""
    package private(set) var count = 0

    package init() {}

    /// Adds a frame; `action` is what it calls, or what it answers.
    package mutating func add(_ frame: some Collection<UInt8>, action: String) {
        lines += "[\"\(action)\",\(String(decoding: frame, as: UTF8.self))]\n"
        count += 1
    }

    /// Throws the first failures, in words.
    package func run() throws {
        let (status, said) = try Python.run(
            script: "Tests/Oracles/validate_frames.py",
            input: lines
        )
        guard status == 0, said.hasPrefix("\(count) frames checked, 0 failed") else {
            throw SchemaFailure(description: said)
        }
    }
}

/// What the schemas have against our frames.
package struct SchemaFailure: Error, CustomStringConvertible {
    package let description: String
}
