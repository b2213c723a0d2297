/// A time in which the CSMS is down.
struct CSMSOutage {
    var from: SimTime
    var to: SimTime
}
