extension SampledValue {
    /// Whether a value is a number or a signed record of the meter.
    package enum Format: WireText, WireEnum {
        case raw = "Raw"
        case signedData = "SignedData"
    }

    /// Where a value was measured.
    package enum Location: WireText, WireEnum {
        case outlet = "Outlet"
        case body = "Body"
        case cable = "Cable"
        case ev = "EV"
        case inlet = "Inlet"
    }

    /// The conductors a value was measured on or between.
    package enum Phase: WireText, WireEnum {
        case l1 = "L1"
        case l2 = "L2"
        case l3 = "L3"
        case n = "N"
        case l1n = "L1-N"
        case l2n = "L2-N"
        case l3n = "L3-N"
        case l1l2 = "L1-L2"
        case l2l3 = "L2-L3"
        case l3l1 = "L3-L1"
    }
}
