/// A rule of OCPP 1.6 that a CSMS can see a charger break.
enum ProtocolRule: String, CaseIterable {
    /// A frame that cannot be read, or a payload that does not fit its action.
    case frame = "bad-frame"
    case payload = "bad-payload"
    /// A call that only a charger takes, or none does.
    case action = "wrong-action"
    /// Only BootNotification may come before the CSMS has taken the charger in.
    case bootFirst = "boot-first"
    /// A charger that was told to wait waits.
    case bootInterval = "boot-too-early"
    /// One call at a time: the next one waits for the answer.
    case oneCall = "two-calls-open"
    /// An answer belongs to a call.
    case answer = "answer-without-call"
    case statusTransition = "status-transition"
    /// Connector 0 is the charger itself, which is never occupied.
    case mainStatus = "status-of-connector-0"
    /// A transaction has one start, and one number that the CSMS gave it.
    case secondStart = "start-of-a-busy-connector"
    /// A charger has no more transactions than connectors.
    case openTransactions = "too-many-transactions"
    /// A connector that is kept for a tag is for that tag and its group.
    case reserved = "start-of-a-reserved-connector"
    case transactionID = "unknown-transaction"
    case afterStop = "reading-after-stop"
    /// What belongs to a transaction arrives in the order in which it happened.
    case chronology = "out-of-order"
    /// Registers only count up.
    case register = "register-ran-back"
}

extension ProtocolRule {
    /// Whether it is about what came before, and so only to be judged in order of arrival.
    var isOfOrder: Bool {
        switch self {
        case .bootInterval, .statusTransition, .secondStart, .reserved, .afterStop, .chronology,
            .register:
            true
        case .frame, .payload, .action, .bootFirst, .oneCall, .answer, .mainStatus, .transactionID,
            .openTransactions:
            false
        }
    }
}

/// A rule that was broken, and how.
struct Breach: Equatable {
    let rule: ProtocolRule
    let detail: String

    init(_ rule: ProtocolRule, _ detail: String) {
        self.rule = rule
        self.detail = detail
    }
}
