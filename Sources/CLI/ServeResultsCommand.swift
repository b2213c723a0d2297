import FleetSim
import FoundationEssentials
import Glibc
import HTTP
import ResultsSite

/// `fleetsim serve`: a folder of run databases as a web site, until it is interrupted.
struct ServeResultsCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .serve)
    }

    func run() throws -> ExitCode {
        let folder = try arguments.only("folder of results")
        let address =
            try arguments.address("--listen")
            ?? SocketAddress.resolve("127.0.0.1", port: 9220, isToListen: true)[0]
        guard let site = ResultsSite(folder: folder, ownName: ownName) else {
            throw Failure(.badInput, ["fleetsim: ‘\(folder)’ is no folder"])
        }
        let server = try open(site, at: address)
        Interrupts.watch()
        Terminal.error("fleetsim: \(folder) is shown at http://\(server.address)/ until Ctrl-C")
        if !address.isLoopback {
            Terminal.error(
                "fleetsim: whatever can reach this address can read it all: there is no password"
            )
        }
        while !Interrupts.haveCome { usleep(Self.pause) }
        site.end()
        Self.endAtOnceInASecond()
        withExtendedLifetime(server) {}
        return .success
    }

    /// The server waits for the pages that are being made, which may take minutes: all that they do is read.
    private static func endAtOnceInASecond() {
        signal(SIGALRM) { _ in _exit(ExitCode.success.rawValue) }
        alarm(1)
    }

    /// How often it looks whether to end, in microseconds.
    private static let pause: UInt32 = 100_000

    private func open(_ site: ResultsSite, at address: SocketAddress) throws(Failure) -> HTTPServer
    {
        do {
            return try HTTPServer(at: address, threads: .onePerConnection) { site.answer($0) }
        } catch {
            throw Failure(
                .unusable,
                ["fleetsim: cannot listen at \(address): \(error); --listen names another address"]
            )
        }
    }

    /// The host of `--listen`, by which the site may be asked as well.
    private var ownName: String? {
        guard let address = arguments.value("--listen"), let colon = address.lastIndex(of: ":")
        else {
            return nil
        }
        return String(address[..<colon])
    }
}
