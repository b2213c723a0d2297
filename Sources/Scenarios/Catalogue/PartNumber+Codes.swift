// The table of codes: which of them each line is sold with, and what they mean.
extension PartNumber.Line {
    package var name: String { model.model }

    var model: ChargerModel {
        switch self {
        case .copperSB: .wallboxCopperSB
        case .pulsarPlus: .wallboxPulsarPlus
        case .pulsarPlusNA: .wallboxPulsarPlusNA
        case .commander2: .wallboxCommander2
        }
    }

    var cables: [PartNumber.Cable] {
        switch self {
        case .copperSB: [.socket, .socketWithShutter]
        case .pulsarPlus, .commander2: [.fiveMetres, .sevenMetres]
        case .pulsarPlusNA: [.twentyFiveFeet]
        }
    }

    var connectors: [PartNumber.Connector] {
        switch self {
        case .copperSB: [.type2]
        case .pulsarPlus, .commander2: [.type1, .type2]
        case .pulsarPlusNA: [.type1]
        }
    }

    var powers: [PartNumber.Power] {
        switch self {
        case .copperSB: [.kW11, .kW22]
        case .pulsarPlus, .commander2: [.kW7, .kW11, .kW22]
        case .pulsarPlusNA: [.kW9America, .kW11America]
        }
    }

    package var versions: [PartNumber.Version] {
        switch self {
        case .copperSB, .commander2: [.residualCurrentAndReader]
        case .pulsarPlus: [.residualCurrent, .earthAndResidualCurrent]
        case .pulsarPlusNA: [.hardwired, .plug]
        }
    }

    /// The guide tells of one custom code, 002 for a black Pulsar Plus NA; of others only their form.
    func custom(_ text: String) throws(PartNumberError) -> String {
        guard text.count == 3, text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            throw .custom(text)
        }
        return text
    }
}

extension PartNumber.Power {
    package var phases: Int {
        switch self {
        case .kW7, .kW9America, .kW11America: 1
        case .kW11, .kW22: 3
        }
    }

    package var amperes: Double {
        switch self {
        case .kW11: 16
        case .kW7, .kW22: 32
        case .kW9America: 40
        case .kW11America: 48
        }
    }
}

extension PartNumber.Cable {
    package var kind: AccessBehaviour.Cable {
        switch self {
        case .socket, .socketWithShutter: .socket
        case .fiveMetres, .sevenMetres, .twentyFiveFeet: .tethered
        }
    }
}

extension ChargerModel {
    /// The model of the line, with the phases, current and cable that were ordered.
    package init(_ part: PartNumber) {
        self = part.line.model
        hardware.phases = part.power.phases
        hardware.amperes = part.power.amperes
        access.cable = part.cable.kind
    }
}
