/// The part number of a Wallbox charger: what its codes say of the one that was ordered.
///
/// The codes stand in this order with hyphens between them: model, cable, connector of the EV, power,
/// version, and, where there are such, custom and revision.
package struct PartNumber: Equatable, Sendable {
    package enum Line: String, CaseIterable, Sendable {
        case copperSB = "CPB1"
        case pulsarPlus = "PLP1"
        case pulsarPlusNA = "PUP1"
        case commander2 = "CMX2"
    }

    package enum Cable: String, CaseIterable, Sendable {
        case socket = "S"
        case socketWithShutter = "W"
        case fiveMetres = "0"
        case sevenMetres = "M"
        case twentyFiveFeet = "U"
    }

    package enum Connector: String, CaseIterable, Sendable {
        case type1 = "1"
        case type2 = "2"
    }

    /// By its nominal kilowatts.
    package enum Power: String, CaseIterable, Sendable {
        case kW7 = "2"
        case kW11 = "3"
        case kW22 = "4"
        case kW9America = "5"
        case kW11America = "6"
    }

    /// The versions that have OCPP.
    package enum Version: String, CaseIterable, Sendable {
        /// Detection of residual current, a card reader.
        case residualCurrentAndReader = "8"
        case residualCurrent = "9"
        /// And detection of a lost earth, for the United Kingdom.
        case earthAndResidualCurrent = "F"
        case hardwired = "C"
        /// With a NEMA 14-50P.
        case plug = "G"
    }

    package let line: Line
    package let cable: Cable
    package let connector: Connector
    package let power: Power
    package let version: Version
    package let custom: String?
    package let revision: String?

    package init(_ text: String) throws(PartNumberError) {
        let codes = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
            .map(String.init)
        guard (5...7).contains(codes.count) else { throw .fields(codes.count) }
        guard let line = Line(rawValue: codes[0]) else { throw .model(codes[0]) }
        self.line = line
        cable = try Self.code(codes[1], "cable", of: line, among: line.cables)
        connector = try Self.code(codes[2], "EV connector", of: line, among: line.connectors)
        power = try Self.code(codes[3], "power", of: line, among: line.powers)
        guard let version = line.versions.first(where: { $0.rawValue == codes[4] }) else {
            throw .noOCPP(codes[4], of: line)
        }
        self.version = version
        custom = codes.count > 5 ? try line.custom(codes[5]) : nil
        revision = codes.count > 6 ? try Self.revision(codes[6]) : nil
        guard connector == .type2 || power.phases == 1 else { throw .phases }
    }

    private static func code<Code: RawRepresentable<String>>(
        _ text: String,
        _ field: String,
        of line: Line,
        among codes: [Code]
    ) throws(PartNumberError) -> Code {
        guard let code = codes.first(where: { $0.rawValue == text }) else {
            throw .code(text, field: field, of: line, known: codes.map(\.rawValue))
        }
        return code
    }

    private static func revision(_ text: String) throws(PartNumberError) -> String {
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard (1...2).contains(text.count), isPlain else { throw .revision(text) }
        return text
    }
}

/// What is wrong with a part number.
package enum PartNumberError: Error, Equatable {
    /// Not five to seven codes.
    case fields(Int)
    case model(String)
    case code(String, field: String, of: PartNumber.Line, known: [String])
    /// A charger of that version works on its own only.
    case noOCPP(String, of: PartNumber.Line)
    /// A connector of type 1 has no more than one.
    case phases
    case custom(String)
    case revision(String)
}
