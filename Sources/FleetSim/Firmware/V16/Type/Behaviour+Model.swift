import Scenarios

// The behaviour of a type out of what its model says of firmware, logs, keys and charging profiles.
extension FirmwareBehaviour {
    init(_ updates: ChargerModel.FirmwareUpdates) {
        download = SimDuration(updates.download)
        install = SimDuration(updates.install)
        failure = updates.failure.map(Failure.init)
        takesUnsigned = updates.takesUnsigned
    }
}

extension FirmwareBehaviour.Failure {
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

extension UploadBehaviour {
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

extension SecurityBehaviour {
    init(_ behaviour: ChargerModel.SecurityBehaviour) {
        switch behaviour.keyForm {
        case .hexadecimal: keyForm = .hexadecimal
        case .literal: keyForm = .literal
        }
        reportsInvalidMessages = behaviour.reportsInvalidMessages
        clockTolerance = behaviour.clockTolerance.map { SimDuration($0) }
        storesCertificates = behaviour.storesCertificates
    }
}

extension SmartChargingBehaviour {
    init(_ behaviour: ChargerModel.SmartCharging) {
        txProfileGapFallsBackToTxDefault = behaviour.gapFallsBack
        connectorsTxDefaultGoesFirst = behaviour.ownDefaultGoesFirst
        takesRelativeChargePointMax = behaviour.takesRelativeMax
        takesAbsoluteWithoutStart = behaviour.takesAbsoluteWithoutStart
    }
}
