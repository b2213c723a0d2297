/// A message that a vendor has agreed on with CSMSs: it travels in OCPP's DataTransfer.
package struct VendorMessage: Equatable, Sendable {
    /// Whose message it is; by custom a domain name, the other way round.
    package var vendor: String
    /// Which of that vendor's messages; nil: it has but one.
    package var id: String?
    package var data: String?

    package init(vendor: String, id: String? = nil, data: String? = nil) {
        self.vendor = vendor
        self.id = id
        self.data = data
    }
}
