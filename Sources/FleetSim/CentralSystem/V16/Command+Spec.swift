import Scenarios

extension Command {
    /// A call as a scenario asks for it; its words have been checked when it was read.
    init(_ spec: CommandSpec) {
        let subject = spec.subject ?? ""
        switch spec.action {
        case .cancelReservation: self = .cancelReservation
        case .changeAvailability:
            self = .changeAvailability(
                connector: spec.connector ?? 0,
                subject == "Inoperative" ? .inoperative : .operative
            )
        case .changeConfiguration:
            self = .changeConfiguration(key: subject, value: spec.value ?? "")
        case .clearCache: self = .clearCache
        case .clearChargingProfile:
            self = .clearChargingProfile(
                ClearChargingProfile(
                    id: spec.number,
                    connectorId: spec.connector,
                    chargingProfilePurpose: Self.find(subject),
                    stackLevel: spec.stackLevel
                )
            )
        case .dataTransfer: self = .dataTransfer(vendor: subject, data: spec.value)
        case .getCompositeSchedule:
            self = .getCompositeSchedule(
                GetCompositeSchedule(
                    connectorId: spec.connector ?? 0,
                    duration: Int(spec.lasts.components.seconds),
                    chargingRateUnit: Self.find(subject)
                )
            )
        case .getConfiguration: self = .getConfiguration(key: spec.subject)
        case .getLocalListVersion: self = .getLocalListVersion
        case .remoteStart:
            self = .remoteStart(
                connector: spec.connector,
                tag: nil,
                spec.profile.map { ProfileTemplate($0, purpose: .tx) }
            )
        case .remoteStop: self = .remoteStop(connector: spec.connector)
        case .reserveNow:
            self = .reserve(connector: spec.connector ?? 0, lasts: SimDuration(spec.lasts))
        case .reset: self = .reset(subject == "Hard" ? .hard : .soft)
        case .sendLocalList:
            self = .sendLocalList(Self.find(subject) ?? .full, entries: spec.number ?? 10)
        case .setChargingProfile:
            self = .setChargingProfile(
                connector: spec.connector ?? 0,
                ProfileTemplate(spec.profile ?? ProfileSpec(), purpose: nil)
            )
        case .triggerMessage:
            self = .trigger(Self.find(subject) ?? .heartbeat, connector: spec.connector)
        case .unlockConnector: self = .unlock(connector: spec.connector ?? 1)
        case .certificateSigned, .deleteCertificate, .extendedTrigger, .getDiagnostics,
            .getInstalledCertificateIds, .getLog, .installCertificate, .signedUpdateFirmware,
            .updateFirmware:
            self = Self.upkeep(spec)
        }
    }

    /// Firmware, logs and certificates.
    private static func upkeep(_ spec: CommandSpec) -> Command {
        let subject = spec.subject ?? ""
        let text = spec.value ?? ""
        return switch spec.action {
        case .certificateSigned: .certificateSigned(chain: text)
        case .deleteCertificate: .deleteCertificate(find(subject) ?? .manufacturerRoot)
        case .extendedTrigger:
            .extendedTrigger(find(subject) ?? .heartbeat, connector: spec.connector)
        case .getDiagnostics: .getDiagnostics(location: spec.location)
        case .getInstalledCertificateIds:
            .getInstalledCertificates(find(subject) ?? .manufacturerRoot)
        case .getLog: .getLog(find(subject) ?? .diagnostics, location: spec.location)
        case .installCertificate: .installCertificate(find(subject) ?? .manufacturerRoot, text)
        case .signedUpdateFirmware:
            .signedUpdate(location: spec.location, certificate: text, signature: spec.signature)
        default: .update(location: spec.location)
        }
    }

    /// The case with that name on the wire.
    private static func find<Word: WireEnum & CaseIterable>(_ name: String) -> Word?
    where Word.RawValue == WireText {
        Word.allCases.first { $0.rawValue.string == name }
    }
}

extension ProfileTemplate {
    /// A remote start can only bring a profile for its transaction, whatever the scenario says.
    init(_ spec: ProfileSpec, purpose: ChargingProfilePurpose?) {
        let isInWatts = spec.periods.contains { if case .watts = $0.limit { true } else { false } }
        self.init(
            id: spec.id,
            stackLevel: spec.stackLevel,
            purpose: purpose ?? Self.purpose(spec.purpose),
            kind: Self.kind(spec.kind),
            recurrency: Self.recurrency(spec.kind),
            unit: isInWatts ? .watts : .amperes,
            duration: spec.duration.map { SimDuration($0) },
            validFor: spec.validFor.map { SimDuration($0) },
            periods: spec.periods.map { period in
                Period(
                    from: SimDuration(period.from),
                    limit: Self.milli(period.limit),
                    phases: period.phases
                )
            }
        )
    }

    private static func milli(_ limit: ProfileSpec.Limit) -> Int64 {
        switch limit {
        case .amperes(let value), .watts(let value): Int64((value * 1_000).rounded())
        }
    }

    private static func purpose(_ spec: ProfileSpec.Purpose) -> ChargingProfilePurpose {
        switch spec {
        case .chargePointMax: .chargePointMax
        case .txDefault: .txDefault
        case .tx: .tx
        }
    }

    private static func kind(_ spec: ProfileSpec.Kind) -> ChargingProfileKind {
        switch spec {
        case .absolute: .absolute
        case .daily, .weekly: .recurring
        case .relative: .relative
        }
    }

    private static func recurrency(_ spec: ProfileSpec.Kind) -> RecurrencyKind? {
        switch spec {
        case .absolute, .relative: nil
        case .daily: .daily
        case .weekly: .weekly
        }
    }
}
