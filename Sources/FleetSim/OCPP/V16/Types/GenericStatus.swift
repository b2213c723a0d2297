/// Done or not done, where OCPP knows no third answer.
package enum GenericStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case rejected = "Rejected"
}
