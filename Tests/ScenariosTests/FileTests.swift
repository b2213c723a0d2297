import Foundation
import Glibc
import Scenarios
import Testing

@Suite final class FileTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("fleetsim-scenarios-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func lines(_ path: String) -> [String] {
        do throws(ScenarioProblems) {
            _ = try ScenarioFile.load(path: path)
            return []
        } catch {
            return error.lines
        }
    }

    @Test func `what cannot be opened is told why`() {
        #expect(lines(path("none")) == ["\(path("none")): there is no such file"])
        #expect(lines("") == [": there is no such file"])
        #expect(lines(folder.path) == ["\(folder.path): this is a directory"])
        #expect(lines("/dev/zero") == ["/dev/zero: this is not a regular file"])
        let long = String(repeating: "x", count: 5000)
        #expect(lines(long) == ["\(long): File name too long"])
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func `a file that may not be read is told so`() throws {
        try Parsed.fleet.write(toFile: path("secret"), atomically: true, encoding: .utf8)
        chmod(path("secret"), 0)
        #expect(lines(path("secret")) == ["\(path("secret")): no permission to read it"])
    }

    @Test(.timeLimit(.minutes(15)))
    func `a pipe without a writer does not hang`() {
        mkfifo(path("pipe"), 0o600)
        #expect(lines(path("pipe")) == ["\(path("pipe")): this is not a regular file"])
    }

    @Test func `a huge file is refused by its size, unread`() throws {
        try "".write(toFile: path("huge"), atomically: true, encoding: .utf8)
        // A file of holes: reading it all would take minutes.
        truncate(path("huge"), 1 << 40)
        #expect(
            lines(path("huge")) == [
                "\(path("huge")): the file has 1099511627776 bytes, a scenario has at most 4194304"
            ]
        )
    }

    @Test func `the text of a run tells its overrides`() throws {
        try "fleet: [{model: generic-ac}]".write(
            toFile: path("a.yaml"),
            atomically: true,
            encoding: .utf8
        )
        let loaded = try ScenarioFile.load(
            path: path("a.yaml"),
            overrides: ["seed=7", "name=a\n b"]
        )
        #expect(loaded.text == "fleet: [{model: generic-ac}]\n# --set seed=7\n# --set name=a  b\n")
        #expect(loaded.scenario.seed == 7)
        #expect(loaded.scenario.name == "a b")
    }
}
