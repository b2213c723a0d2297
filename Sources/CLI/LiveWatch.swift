import FleetSim
import HTTP
import Report
import Synchronization

/// What can be seen of a live run while it runs: lines on the terminal, and a page of metrics.
struct LiveWatch {
    private var tally: RunTally
    private let board: NoticeBoard
    private let endpoint: MetricsEndpoint?
    private var screen: LiveScreen

    /// Opens the port of the metrics, if they are wanted.
    init(_ facts: RunTally.Facts, metrics: SocketAddress?, isShown: Bool) throws {
        let tally = RunTally(facts)
        let board = NoticeBoard(tally)
        self.tally = tally
        self.board = board
        screen = LiveScreen(total: facts.duration, isWanted: isShown)
        guard let metrics else {
            endpoint = nil
            return
        }
        do {
            let endpoint = try MetricsEndpoint(
                at: metrics,
                contentType: MetricsPage.contentType,
                page: { MetricsPage.text(of: board.latest) }
            )
            Terminal.error("fleetsim: metrics at http://\(endpoint.address)/metrics")
            self.endpoint = endpoint
        } catch {
            throw Failure(
                .badInput,
                ["fleetsim: no metrics at \(metrics): \(error); --metrics names another address"]
            )
        }
    }

    /// Shows what a tick measured, below lines that stay.
    mutating func see(_ batch: borrowing Batch, saying lines: [[StyledText]] = []) {
        tally.add(batch)
        if !lines.isEmpty {
            screen.clear()
            for line in lines { Terminal.error(line) }
        }
        if endpoint != nil { board.pin(tally) }
        screen.show(tally)
    }

    mutating func clear() { screen.clear() }
}

/// The last tally of a run, for any thread; only the exchange is guarded, not what is made of it.
private final class NoticeBoard: Sendable {
    private let tally: Mutex<RunTally>

    init(_ tally: RunTally) {
        self.tally = Mutex(tally)
    }

    func pin(_ latest: RunTally) { tally.withLock { $0 = latest } }

    var latest: RunTally { tally.withLock { $0 } }
}
