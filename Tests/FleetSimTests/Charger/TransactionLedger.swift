import Testing

@testable import FleetSim

/// Follows every message of a transaction from the moment it is due until the CSMS has it.
///
/// It sees a charger after each event and holds what it finds against what must be true.
final class TransactionLedger {
    /// A message as far as it can be told from others.
    private struct Entry: Equatable {
        enum Kind { case start, reading, stop }

        var kind: Kind
        var transaction: UInt32
        var at: SimTime
        var register: Int64
        var connector: UInt8?
    }

    /// Readings may go when the queue is as long as this.
    private let queueDepth: Int
    private let name: String
    private var waiting: [Entry] = []
    private var wasUnderWay = false
    /// How many messages the charger kept at last, with those that are of no transaction.
    private var kept = 0
    private var starts: [UInt32: UInt8] = [:]
    private var stops: Set<UInt32> = []
    private var registers: [UInt8: Int64] = [:]

    init(queueDepth: Int, name: String) {
        self.queueDepth = queueDepth
        self.name = name
    }

    func see(_ charger: Charger, _ actions: [ChargerAction]) {
        let now = entries(of: charger.outbox)
        if wasUnderWay, actions.contains(where: Self.concludes) { waiting.removeFirst() }
        let isFull = kept + 1 >= queueDepth
        var index = 0
        for entry in waiting {
            if index < now.count, now[index] == entry {
                index += 1
            } else {
                #expect(isFull && entry.kind == .reading, "\(name): \(entry) is lost")
            }
        }
        for entry in now.dropFirst(index) { add(entry) }
        waiting = now
        let underWay = charger.outbox.inFlight?.waiting.call
        wasUnderWay = underWay.map { Self.entry(of: $0) != nil } ?? false
        kept = charger.outbox.transactional.count + (underWay?.mustArrive ?? false ? 1 : 0)
    }

    /// At the end of a life everything is told and every transaction over.
    func close(_ charger: Charger) {
        #expect(waiting.isEmpty, "\(name): \(waiting.count) messages wait")
        let all = charger.transactionIDs.last
        #expect(starts.count == Int(all), "\(name): \(starts.count) starts of \(all)")
        #expect(stops.count == Int(all), "\(name): \(stops.count) stops of \(all)")
    }

    private func add(_ entry: Entry) {
        switch entry.kind {
        case .start:
            #expect(starts[entry.transaction] == nil, "\(name): two starts")
            starts[entry.transaction] = entry.connector
        case .reading:
            #expect(!stops.contains(entry.transaction), "\(name): a reading after the stop")
        case .stop:
            let isFirst = stops.insert(entry.transaction).inserted
            #expect(isFirst, "\(name): two stops")
        }
        guard let connector = starts[entry.transaction] else {
            Issue.record("\(name): \(entry) without a start")
            return
        }
        #expect(entry.register >= registers[connector] ?? 0, "\(name): a meter ran backwards")
        registers[connector] = entry.register
    }

    private func entries(of outbox: Outbox) -> [Entry] {
        var entries: [Entry] = []
        if let call = outbox.inFlight?.waiting.call, let entry = Self.entry(of: call) {
            entries.append(entry)
        }
        for index in 0..<outbox.transactional.count {
            guard let call = outbox.transactional[index]?.call else { continue }
            if let entry = Self.entry(of: call) { entries.append(entry) }
        }
        return entries
    }

    private static func entry(of call: OutgoingCall) -> Entry? {
        switch call {
        case .start(let transaction, let connector, _, let register, let at, _):
            Entry(
                kind: .start,
                transaction: transaction,
                at: at,
                register: register,
                connector: connector
            )
        case .meter(let transaction, _, let reading):
            Entry(
                kind: .reading,
                transaction: transaction,
                at: reading.at,
                register: reading.milliwattHours
            )
        case .stop(let transaction, _, let register, let at, _, _):
            Entry(kind: .stop, transaction: transaction, at: at, register: register)
        default: nil
        }
    }

    /// Whether an action says that the message under way has arrived, or been given up.
    private static func concludes(_ action: ChargerAction) -> Bool {
        switch action {
        case .measured(let measure):
            measure.direction == .out && (measure.outcome == .ok || measure.outcome == .rejected)
        case .notable(let kind, _): kind == "message-dropped"
        default: false
        }
    }
}
