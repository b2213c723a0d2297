extension Notation<String> {
    /// A password: as it is, `{env: NAME}` for a variable of the environment, or `{file: PATH}` for the
    /// first line of a file beside the scenario.
    ///
    /// No problem quotes it, wherever it comes from.
    static func secret(_ lengths: ClosedRange<Int>) -> Notation {
        let plain = text(lengths)
        let schema: JSONValue = ["anyOf": [plain.schema, elsewhere.schema]]
        return Notation(schema: schema) { node, problems in
            guard case .mapping = node.content else {
                guard let text = node.scalar else {
                    problems.add("expected a password, found \(node.description)", at: node.origin)
                    return nil
                }
                return checked(text, lengths, at: node, &problems)
            }
            guard let reference = elsewhere.read(node, &problems) else { return nil }
            switch (reference.variable, reference.file) {
            case (let name?, nil):
                guard let value = problems.variable(name) else {
                    problems.add(
                        "the environment has no variable \(name.quoted)",
                        at: node["env"]?.origin ?? node.origin
                    )
                    return nil
                }
                return checked(value, lengths, at: node, &problems)
            case (nil, let file?):
                guard let line = firstLine(of: file, at: node, &problems) else { return nil }
                return checked(line, lengths, at: node, &problems)
            case (nil, nil), (_?, _?):
                // What it has instead has been told already.
                let isKnown =
                    node.entries.isEmpty
                    || node.entries.contains { ["env", "file"].contains($0.key) }
                guard isKnown else { return nil }
                problems.add(
                    "a password comes from one place",
                    at: node.origin,
                    suggestion: "‘{env: NAME}’ or ‘{file: PATH}’"
                )
                return nil
            }
        }
    }

    private struct Elsewhere: Sendable {
        var variable: String?
        var file: String?
    }

    private static let elsewhere = Record(
        Elsewhere(),
        [
            Field(
                "env",
                \.variable,
                .text(1...200).refusing { name in
                    Substitution.isName(name[...])
                        ? nil : Complaint("\(name.quoted) is no name of a variable")
                },
                "The variable of the environment that has it."
            ),
            Field(
                "file",
                \.file,
                .text(1...4096),
                "The file whose first line it is, from the scenario's folder."
            ),
        ]
    ).notation.named("secret")

    private static func checked(
        _ text: String,
        _ lengths: ClosedRange<Int>,
        at node: YAMLNode,
        _ problems: inout Problems
    ) -> String? {
        let count = text.unicodeScalars.count
        let complaint =
            if count < lengths.lowerBound {
                "the password is empty"
            } else if count > lengths.upperBound {
                "the password is longer than \(lengths.upperBound) characters"
            } else if !text.isPrintable {
                "the password has characters that cannot be shown"
            } else {
                ""
            }
        guard complaint.isEmpty else {
            problems.add(complaint, at: node.origin)
            return nil
        }
        return text
    }

    /// The first line of a file, without its end; nil, and a problem, where there is none.
    private static func firstLine(
        of file: String,
        at node: YAMLNode,
        _ problems: inout Problems
    ) -> String? {
        do throws(PasswordFileError) {
            return try PasswordFile.firstLine(of: problems.path(of: file))
        } catch {
            problems.add("\(file): \(error.description)", at: node["file"]?.origin ?? node.origin)
            return nil
        }
    }
}

/// A file whose first line is a password.
package enum PasswordFile {
    /// That line without its end.
    package static func firstLine(of path: String) throws(PasswordFileError) -> String {
        do throws(Diagnostic) {
            let bytes = try SourceText.contents(path: path, atMost: SourceText.maximumBytes)
            let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            guard let text = String(validating: line, as: UTF8.self) else {
                throw Diagnostic(origin: .file, problem: "this is not UTF-8 text")
            }
            return text
        } catch {
            throw PasswordFileError(description: error.problem)
        }
    }
}

/// Why a file gives no password.
package struct PasswordFileError: Error, CustomStringConvertible {
    package let description: String
}
