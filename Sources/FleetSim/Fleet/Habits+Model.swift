import Scenarios

// The habits of a make out of what its model says of firmware, logs, keys and charging profiles.
extension FirmwareHabits {
    init(_ updates: ChargerModel.FirmwareUpdates) {
        download = SimDuration(updates.download)
        install = SimDuration(updates.install)
        failure = updates.failure.map(Failure.init)
        takesUnsigned = updates.takesUnsigned
    }
}

extension FirmwareHabits.Failure {
    fileprivate init(_ failure: ChargerModel.FirmwareUpdates.Failure) {
        switch failure {
        case .download: self = .download
        case .certificate: self = .certificate
        case .revocation: self = .revocation
        case .signature: self = .signature
        case .verification: self = .verification
        case .installation: self = .installation
        }
    }
}

extension UploadHabits {
    init(_ uploads: ChargerModel.Uploads) {
        time = SimDuration(uploads.time)
        failure = uploads.failure.map { failure in
            switch failure {
            case .badMessage: .badMessage
            case .notSupported: .notSupportedOperation
            case .permissionDenied: .permissionDenied
            case .failed: .uploadFailure
            }
        }
    }
}

extension SecurityHabits {
    init(_ habits: ChargerModel.SecurityHabits) {
        switch habits.keyForm {
        case .hexadecimal: keyForm = .hexadecimal
        case .literal: keyForm = .literal
        }
        reportsInvalidMessages = habits.reportsInvalidMessages
        clockTolerance = habits.clockTolerance.map { SimDuration($0) }
        storesCertificates = habits.storesCertificates
    }
}

extension SmartChargingHabits {
    init(_ habits: ChargerModel.SmartCharging) {
        txProfileGapFallsBackToTxDefault = habits.gapFallsBack
        connectorsTxDefaultGoesFirst = habits.ownDefaultGoesFirst
        takesRelativeChargePointMax = habits.takesRelativeMax
        takesAbsoluteWithoutStart = habits.takesAbsoluteWithoutStart
    }
}
