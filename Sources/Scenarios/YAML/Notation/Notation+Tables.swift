extension Notation {
    /// What a CSV file says that is named from the scenario's folder.
    ///
    /// What is wrong in it is told with its line there.
    static func table(
        _ parse: @escaping @Sendable (CSVTable) throws(CSVProblem) -> Value
    ) -> Notation {
        Notation(schema: Notation<String>.text(1...4096).schema) { node, problems in
            guard let name = Notation<String>.text(1...4096).read(node, &problems) else {
                return nil
            }
            let path = problems.path(of: name)
            let text: String
            do throws(Diagnostic) {
                text = try self.text(path)
            } catch {
                problems.add("\(name): \(error.problem)", at: node.origin)
                return nil
            }
            do throws(CSVProblem) {
                return try parse(CSVTable(text: text))
            } catch {
                for error in error.all(in: text) {
                    problems.add(
                        error.problem,
                        at: .list(file: path, line: error.line, column: error.column ?? 1)
                    )
                }
                return nil
            }
        }
    }

    private static func text(_ path: String) throws(Diagnostic) -> String {
        let bytes = try SourceText.contents(path: path, atMost: SourceText.mostTableBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(origin: .file, problem: "this is not UTF-8 text")
        }
        return text
    }
}
