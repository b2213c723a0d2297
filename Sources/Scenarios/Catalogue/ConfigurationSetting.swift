/// One OCPP configuration key with its value as text.
package struct ConfigurationSetting: Equatable, Sendable {
    package var key: String
    package var value: String

    package init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }
}
