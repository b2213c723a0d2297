import Testing

@testable import FleetSim

/// The moves of OCPP's table, each made by a charger to which something happens.
///
/// They have the specification's names: a letter for the state that is left, a number for the one
/// that is entered, both in the order of `ChargePointStatus.inOrder`.
@Suite struct `moves between the states of a connector` {
    @Test(arguments: StatusPlay.all)
    func `a charger makes the move, and the CSMS is told`(play: StatusPlay) {
        #expect(play.moves().contains(play.name))
    }

    @Test func `none of the 53 is left out`() {
        let order = ChargePointStatus.inOrder
        let permitted = order.flatMap { from in
            order.filter { StatusTransitions.permits(from, to: $0) }
                .map { ChargePointStatus.move(from, $0) }
        }
        #expect(StatusPlay.all.map(\.name).sorted() == permitted.sorted())
    }
}

/// What has to happen to a charger for its first connector to make one move.
struct StatusPlay: Sendable, CustomTestStringConvertible {
    let name: String
    var bench = Bench.card
    let happenings: @Sendable (inout ChargerBench) -> Void

    var testDescription: String { name }

    enum Bench {
        /// Drivers hold a card to it, and bring a cable.
        case card
        /// No CSMS is asked, and the cable hangs at the charger.
        case free
        /// Two connectors, either of which can be reserved.
        case pair
    }

    /// All the moves that are told, from when the charger stands idle.
    func moves() -> Set<String> {
        var stage: ChargerBench =
            switch bench {
            case .card: .accepted(configuration: [(.connectionTimeOut, "8")])
            case .free: .accepted(hasLock: false, configuration: [(.freecharging, "true")])
            case .pair:
                .accepted(connectors: 2, configuration: [(.reserveConnectorZeroSupported, "true")])
            }
        happenings(&stage)
        stage.advance(seconds: 5)
        let told = stage.statuses.filter { $0.hasPrefix("1 ") }.map { $0.dropFirst(2) }
        let states =
            [.available]
            + told.compactMap { name in
                ChargePointStatus.allCases.first { $0.rawValue.string == name }
            }
        return Set(zip(states, states.dropFirst()).map(ChargePointStatus.move))
    }
}

extension ChargePointStatus {
    /// As the rows and columns of the table follow each other.
    static let inOrder: [ChargePointStatus] = [
        .available, .preparing, .charging, .suspendedEV, .suspendedEVSE, .finishing, .reserved,
        .unavailable, .faulted,
    ]

    static let letters = Array("ABCDEFGHI")

    static func move(_ from: ChargePointStatus, _ to: ChargePointStatus) -> String {
        let row = inOrder.firstIndex(of: from) ?? 0
        let column = inOrder.firstIndex(of: to) ?? 0
        return "\(letters[row])\(column + 1)"
    }
}
