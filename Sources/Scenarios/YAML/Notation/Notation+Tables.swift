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
            do throws(CSVProblem) {
                return try parse(CSVTable(text: try text(problems.path(of: name))))
            } catch {
                for error in [error] + error.further {
                    let place = error.line > 0 ? "\(name):\(error.line)" : name
                    problems.add("\(place): \(error.problem)", at: node.origin)
                }
                return nil
            }
        }
    }

    private static func text(_ path: String) throws(CSVProblem) -> String {
        do throws(Diagnostic) {
            let bytes = try SourceText.contents(path: path, atMost: SourceText.mostTableBytes)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Diagnostic(origin: .file, problem: "this is not UTF-8 text")
            }
            return text
        } catch {
            throw CSVProblem(0, error.problem)
        }
    }
}
