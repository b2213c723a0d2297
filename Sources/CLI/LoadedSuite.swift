import Report
import Scenarios

/// A nightly suite as read from its file.
enum LoadedSuite {
    static func load(_ path: String) throws -> NightlySuite {
        do throws(ScenarioProblems) {
            return try SuiteFile.load(path: path) { text in
                do throws(MeasureError) {
                    _ = try Measure(parsing: text)
                    return nil
                } catch {
                    let near = NearestWord.nearest(to: error.word, among: error.known)
                    return (error.problem, near.map { "did you mean ‘\($0)’?" })
                }
            }
        } catch {
            throw Failure(.badInput, problems: error.problems)
        }
    }
}
