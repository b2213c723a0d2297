/// A tag that wants to charge at a connector, or to end the transaction there.
///
/// It stands until the CSMS has answered; and when it came before the car, until the car is there.
struct Claim {
    let tag: IdToken
    /// The group of the tag, once it is known.
    var parent: IdToken?
    var isGranted = false
    /// Whether the CSMS asked for the charge.
    var isRemote = false
}
