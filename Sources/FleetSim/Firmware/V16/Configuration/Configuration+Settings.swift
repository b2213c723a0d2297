extension Configuration {
    /// What others than the charger's own program may ask of it.
    var settings: Settings {
        Settings(
            grantsAnyone: grantsAnyone,
            stopsOnUnplug: isOn(.stopTransactionOnEVSideDisconnect),
            unlocksOnUnplug: isOn(.unlockConnectorOnEVSideDisconnect),
            answerPatience: seconds(.messageTimeout)
        )
    }
}
