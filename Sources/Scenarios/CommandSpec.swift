/// A call that the CSMS makes to chargers, once or again and again.
package struct CommandSpec: Equatable, Sendable {
    package var action: Action
    package var at: Duration
    /// nil: only once.
    package var every: Duration?
    /// The share of the chargers that are called each time, from 0 to 1.
    package var share = 1.0
    /// The time over which the calls of one round are spread evenly at random.
    package var over: Duration = .zero
    /// Calls per hour, in place of `over`.
    package var rate: Double?
    /// Only the chargers of the sites so called, or of that model.
    package var site: String?
    package var model: String?
    /// The connector concerned; nil: none is named, or the first where one must be.
    package var connector: Int?
    /// `type` of Reset and ChangeAvailability, `key` of configuration, message of a trigger, vendor.
    package var subject: String?
    /// The value of ChangeConfiguration, the data of DataTransfer, a certificate.
    package var value: String?
    /// Where a file is to be fetched from or put.
    package var location = "https://files.example/"
    /// How long a reservation holds, or which time a composite schedule is to cover.
    package var lasts: Duration = .seconds(3600)
    /// The id of a charging profile, or how many entries a local list has.
    package var number: Int?
    package var stackLevel: Int?
    package var profile: ProfileSpec?
    package var signature = ""

    package init(action: Action, at: Duration) {
        self.action = action
        self.at = at
    }
}
