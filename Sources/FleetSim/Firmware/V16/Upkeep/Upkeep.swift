/// What is being done to a charger's software, and what was done last.
struct Upkeep {
    var update: FirmwareUpdate?
    var upload: LogUpload?
    /// The firmware's version, once it is no longer the factory's.
    var version: String?
}

extension Charger {
    /// The version of the firmware that runs.
    var firmwareVersion: String { upkeep.value?.version ?? type.model.firmware }

    /// Goes down in the middle of it: a transfer is broken off, an installation spoilt.
    mutating func interruptUpkeep(at now: SimTime, into output: inout ChargerOutput) {
        if let update = upkeep.value?.update {
            interrupt(update, at: now, into: &output)
        }
        if upkeep.value?.upload?.phase == .uploading {
            uploadFailed(.uploadFailure, at: now, into: &output)
        }
    }
}
