// Charging profiles: taking them, clearing them, telling what they come to.
extension Charger {
    /// Calls about profiles are only understood where the feature is built in.
    var takesProfiles: Bool { configuration.features.contains(.smartCharging) }

    mutating func setChargingProfile(
        _ request: SetChargingProfile,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) throws(PayloadError) -> Bool {
        guard 0...connectors.count ~= request.connectorId else {
            throw PayloadError(
                .propertyConstraintViolation,
                "there is no connector \(request.connectorId)"
            )
        }
        let isTaken = install(request.csChargingProfiles, on: request.connectorId, at: now)
        output.result(
            id,
            SetChargingProfile.Confirmation(status: isTaken ? .accepted : .rejected)
        )
        if isTaken { followProfiles(at: now, into: &output) }
        return isTaken
    }

    mutating func clearChargingProfile(
        _ request: ClearChargingProfile,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let isKnown = profiles.clear(request)
        output.result(
            id,
            ClearChargingProfile.Confirmation(status: isKnown ? .accepted : .unknown)
        )
        if isKnown { followProfiles(at: now, into: &output) }
        return isKnown
    }

    /// For connector 0 the sum over all connectors; where no transaction runs, as if one began now.
    func getCompositeSchedule(
        _ request: GetCompositeSchedule,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        guard 0...connectors.count ~= request.connectorId else {
            output.result(id, GetCompositeSchedule.Confirmation(status: .rejected))
            return false
        }
        let moment = clock(at: now)
        let connectorIndices =
            request.connectorId == 0
            ? connectors.indices : request.connectorId - 1..<request.connectorId
        let schedule = profiles.composite(
            of: connectorIndices.map { session(at: $0, now: moment) },
            from: moment,
            seconds: request.duration,
            in: request.chargingRateUnit ?? profileCapacity.units.first ?? .amperes,
            on: supply,
            behaviour: type.smartCharging
        )
        output.result(
            id,
            GetCompositeSchedule.Confirmation(
                status: .accepted,
                connectorId: request.connectorId,
                scheduleStart: moment,
                chargingSchedule: schedule
            )
        )
        return true
    }

    /// Keeps the profile that comes with a remote start for the transaction that is to come.
    ///
    /// False when the start must be refused for it. A charger that knows no profiles ignores it.
    mutating func takeAlong(
        _ profile: ChargingProfile?,
        at connectorIndex: Int,
        now: SimTime
    ) -> Bool {
        guard let profile, takesProfiles else { return true }
        guard profile.chargingProfilePurpose == .tx, profile.transactionId == nil else {
            return false
        }
        return install(profile, on: connectorIndex + 1, of: .awaited, at: now)
    }

    /// The transaction will not come that a remote start's profile was kept for.
    mutating func dropAwaitedProfile(at connectorIndex: Int) {
        guard !profiles.isEmpty else { return }
        profiles.dropAwaited(on: connectorIndex + 1)
    }

    /// What a restart leaves of the profiles counts from then on.
    mutating func restartProfiles(at now: SimTime, into output: inout ChargerOutput) {
        guard !profiles.isEmpty else { return }
        profiles.restart()
        followProfiles(at: now, into: &output)
    }

    private mutating func install(
        _ profile: ChargingProfile,
        on connector: Int,
        at now: SimTime
    ) -> Bool {
        guard profile.chargingProfilePurpose == .tx else {
            return install(profile, on: connector, of: .anyone, at: now)
        }
        guard connectors.indices.contains(connector - 1),
            let running = connectors[connector - 1].transaction?.number,
            profile.transactionId.map({ transactionIDs.number(of: $0) == running }) ?? true
        else { return false }
        return install(profile, on: connector, of: .transaction(running), at: now)
    }

    private mutating func install(
        _ profile: ChargingProfile,
        on connector: Int,
        of owner: InstalledProfile.Owner,
        at now: SimTime
    ) -> Bool {
        profiles.install(
            profile,
            on: connector,
            of: owner,
            at: clock(at: now),
            within: profileCapacity,
            behaviour: type.smartCharging
        )
    }

    private var profileCapacity: ProfileCapacity {
        let units = configuration.text(of: .chargingScheduleAllowedChargingRateUnit)
        return ProfileCapacity(
            highestLevel: Int(configuration[.chargeProfileMaxStackLevel]),
            profiles: Int(configuration[.maxChargingProfilesInstalled]),
            periodsPerSchedule: Int(configuration[.chargingScheduleMaxPeriods]),
            units: units.split(separator: ",").compactMap { name in
                switch name.drop(while: { $0 == " " }) {
                case "Current": .amperes
                case "Power": .watts
                default: nil
                }
            }
        )
    }
}
