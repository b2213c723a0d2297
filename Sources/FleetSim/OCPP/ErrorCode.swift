/// The code of a CALLERROR (OCPP-J 1.6 §4.2.3).
package enum ErrorCode: WireText, WireEnum {
    /// The receiver does not know the action.
    case notImplemented = "NotImplemented"
    /// The receiver knows the action and does not support it.
    case notSupported = "NotSupported"
    case internalError = "InternalError"
    /// The payload is incomplete: a mandatory member is missing.
    case protocolError = "ProtocolError"
    case securityError = "SecurityError"
    /// The payload is not JSON, or not the object of this action.
    case formationViolation = "FormationViolation"
    /// A member is of the right type and has a value it must not have.
    case propertyConstraintViolation = "PropertyConstraintViolation"
    /// A list is shorter than it must be, or longer than it may be. OCPP 1.6 spells it with one r, and will not mend that.
    case occurenceConstraintViolation = "OccurenceConstraintViolation"
    case typeConstraintViolation = "TypeConstraintViolation"
    case genericError = "GenericError"

    /// The spellings of OCPP 2.x, which some peers use in 1.6 as well.
    package static func alias(_ spelling: WireText) -> ErrorCode? {
        switch spelling {
        case "FormatViolation": .formationViolation
        case "OccurrenceConstraintViolation": .occurenceConstraintViolation
        default: nil
        }
    }

    package var name: String { rawValue.string }
}
