/// What is being done to a charger's software, and what was done last.
struct Upkeep {
    var update: FirmwareUpdate?
    var upload: LogUpload?
    /// The firmware's version, once it is no longer the factory's.
    var version: String?
    /// How many attempts of a Reset have failed; nil: none is under way that could fail.
    var failedResets: Int?
}

extension Charger {
    /// Makes the charger's upkeep if need be, and lends it to be changed.
    mutating func changeUpkeep(_ body: (inout Upkeep) -> Void) {
        upkeep.change(Upkeep(), body)
    }

    /// The version of the firmware that runs.
    var firmwareVersion: String { upkeep.value?.version ?? type.model.firmware }

    /// Goes down in the middle of it: a transfer is broken off, an installation spoilt.
    mutating func interruptUpkeep(at now: SimTime, into output: inout ChargerOutput) {
        if upkeep.value?.failedResets != nil { changeUpkeep { $0.failedResets = nil } }
        if let update = upkeep.value?.update {
            interrupt(update, at: now, into: &output)
        }
        if upkeep.value?.upload?.phase == .uploading {
            uploadFailed(.uploadFailure, at: now, into: &output)
        }
    }
}
