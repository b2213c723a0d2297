/// A call that the CSMS makes to stations, whatever charger stands behind them.
enum Command {
    case cancelReservation
    case certificateSigned(chain: String)
    case changeAvailability(connector: Int, AvailabilityType)
    case changeConfiguration(key: String, value: String)
    case clearCache
    case clearChargingProfile(ClearChargingProfile)
    case dataTransfer(vendor: String, data: String?)
    case deleteCertificate(CertificateUse)
    case extendedTrigger(ExtendedMessageTrigger, connector: Int?)
    case getCompositeSchedule(GetCompositeSchedule)
    case getConfiguration(key: String?)
    case getDiagnostics(location: String)
    case getInstalledCertificates(CertificateUse)
    case getLocalListVersion
    case getLog(LogType, location: String)
    case installCertificate(CertificateUse, String)
    /// With a tag of its own, or with whichever is this call's turn.
    case remoteStart(connector: Int?, tag: IdToken?, ProfileTemplate?)
    case remoteStop(connector: Int?)
    case reserve(connector: Int, lasts: SimDuration)
    case reset(ResetType)
    case sendLocalList(UpdateType, entries: Int)
    case setChargingProfile(connector: Int, ProfileTemplate)
    case signedUpdate(location: String, certificate: String, signature: String)
    case trigger(MessageTrigger, connector: Int?)
    case unlock(connector: Int)
    case update(location: String)
}

/// What a command needs to know to become a call to one station.
struct CommandCircumstances {
    let station: Station
    let tags: TagList
    /// The number of the call, the same on every machine and in every shard.
    let number: UInt64
    let now: DateTime

    var id: MessageID { MessageID(number: number) }

    /// The tag that a call is about; another call, another tag.
    var tag: IdToken { tags.tag(Int(number % UInt64(tags.count))) }

    /// The id of what the call makes: a reservation, an upload, an update.
    var newID: Int { Int(clamping: number) }

    func later(by duration: SimDuration) -> DateTime {
        DateTime(unixMilliseconds: now.unixMilliseconds + duration.nanoseconds / 1_000_000)
    }
}
