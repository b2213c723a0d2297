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
                text = try SourceText.table(path: path)
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
}
