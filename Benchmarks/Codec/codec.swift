import FleetSim
import Foundation

// How long it takes to write and to read each of OCPP's payloads, and how often memory is asked for.
//
//     codec ours           every payload, by FleetSim's codec
//     codec foundation     the frequent ones, by Foundation's coders
//     codec frames         the frames of the frequent ones, a line each, for other programs

private let rounds = 3
private let messages = 64

private let allocationCount: @convention(c) () -> UInt64 = {
    typealias Count = @convention(c) () -> UInt64
    guard let symbol = dlsym(nil, "allocation_count") else { return { 0 } }
    return unsafeBitCast(symbol, to: Count.self)
}()

private struct Cost {
    var nanoseconds: Double
    var allocations: Double

    /// The fastest of some rounds; what is allocated in the first one is left out.
    static func of(_ count: Int, _ body: () -> Void) -> Cost {
        body()
        let before = allocationCount()
        var best = Double.infinity
        for _ in 0..<rounds {
            let start = threadNanoseconds()
            body()
            best = min(best, threadNanoseconds() - start)
        }
        let made = allocationCount() - before
        return Cost(
            nanoseconds: best / Double(count),
            allocations: Double(made) / Double(rounds * count)
        )
    }

    /// The time that the processor has spent on this thread, so that others on the machine do not count.
    private static func threadNanoseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}

private func cells(bytes: Int, _ write: Cost, _ read: Cost) -> String {
    let figures = [write.nanoseconds, read.nanoseconds].map { String(format: "%.0f", $0) }
    let made = [write.allocations, read.allocations].map { String(format: "%.2f", $0) }
    return " \(bytes) | \(figures[0]) | \(figures[1]) | \(made[0]) | \(made[1]) |"
}

private func row(_ name: String, bytes: Int, _ write: Cost, _ read: Cost) {
    print("| \(name) |" + cells(bytes: bytes, write, read))
}

private func measure<Content: Payload & Sample>(
    _ name: String,
    _ content: Content.Type,
    _ write: (inout FrameWriter, MessageID, Content) -> Void
) -> String {
    var dice = FrameDice(seed: 7)
    let samples = (0..<messages).map { _ in Content.sample(&dice) }
    var writer = FrameWriter()
    let id = MessageID(number: 123_456)
    let payloads = samples.map { sample in
        write(&writer, id, sample)
        return Array(writer.bytes)
    }
    let repeats = 200
    let writing = Cost.of(messages * repeats) {
        for _ in 0..<repeats { for sample in samples { write(&writer, id, sample) } }
    }
    var read = 0
    let reading = Cost.of(messages * repeats) {
        for _ in 0..<repeats {
            for payload in payloads {
                payload.withUnsafeBytes { bytes in
                    guard let envelope = try? Envelope.parse(bytes) else { return }
                    var reader: JSONReader
                    switch envelope {
                    case .call(_, _, name: _, let payload), .result(_, let payload):
                        reader = payload
                    case .error: return
                    }
                    if (try? Content(from: &reader)) != nil { read += 1 }
                }
            }
        }
    }
    precondition(read % messages == 0 && read > 0, "\(name) cannot be read")
    let bytes = payloads.map(\.count).reduce(0, +) / messages
    return cells(bytes: bytes, writing, reading)
}

private func both<Request: CallPayload & Sample>(_ request: Request.Type)
where Request.Confirmation: Sample {
    let name = Request.action.name
    let request = measure("\(name) request", Request.self) { writer, id, content in
        writer.call(id, content)
    }
    let confirmation = measure("\(name) confirmation", Request.Confirmation.self) {
        writer,
        id,
        content in
        writer.result(id, content)
    }
    print("| \(name) |" + request + confirmation)
}

private func ours() {
    both(Authorize.self)
    both(BootNotification.self)
    both(CancelReservation.self)
    both(CertificateSigned.self)
    both(ChangeAvailability.self)
    both(ChangeConfiguration.self)
    both(ClearCache.self)
    both(ClearChargingProfile.self)
    both(DataTransfer.self)
    both(DeleteCertificate.self)
    both(DiagnosticsStatusNotification.self)
    both(ExtendedTriggerMessage.self)
    both(FirmwareStatusNotification.self)
    both(GetCompositeSchedule.self)
    both(GetConfiguration.self)
    both(GetDiagnostics.self)
    both(GetInstalledCertificateIds.self)
    both(GetLocalListVersion.self)
    both(GetLog.self)
    both(Heartbeat.self)
    both(InstallCertificate.self)
    both(LogStatusNotification.self)
    both(MeterValues.self)
    both(RemoteStartTransaction.self)
    both(RemoteStopTransaction.self)
    both(ReserveNow.self)
    both(Reset.self)
    both(SecurityEventNotification.self)
    both(SendLocalList.self)
    both(SetChargingProfile.self)
    both(SignCertificate.self)
    both(SignedFirmwareStatusNotification.self)
    both(SignedUpdateFirmware.self)
    both(StartTransaction.self)
    both(StatusNotification.self)
    both(StopTransaction.self)
    both(TriggerMessage.self)
    both(UnlockConnector.self)
    both(UpdateFirmware.self)
}

@main enum Codec {
    static func main() {
        switch CommandLine.arguments.dropFirst().first {
        case "ours": ours()
        case "foundation": Frequent.measureAll()
        case "frames": for frame in Frequent.frames { print(frame.text) }
        default: fatalError("usage: codec ours | foundation | frames")
        }
    }
}

/// The eight messages that make nearly all of a fleet's traffic, as our chargers send and get them.
///
/// Members in another order are read by an index, which costs three allocations.
private enum Frequent {
    struct Frame {
        let name: String
        let text: String
        let foundation: (Frame) -> Void
        let ours: (Frame) -> Void
    }

    static func measureAll() {
        for frame in frames {
            frame.ours(frame)
            frame.foundation(frame)
        }
    }

    static var frames: [Frame] {
        [
            frame("Heartbeat", #"{}"#, Heartbeat.self, Plain.Empty.self),
            frame(
                "Authorize",
                #"{"idTag":"04AABBCCDDEE80"}"#,
                Authorize.self,
                Plain.Authorize.self
            ),
            frame(
                "BootNotification",
                #"{"chargePointVendor":"Wallbox","chargePointModel":"Commander 2","#
                    + #""chargePointSerialNumber":"00001234","firmwareVersion":"5.17.33"}"#,
                BootNotification.self,
                Plain.BootNotification.self
            ),
            frame(
                "StatusNotification",
                #"{"connectorId":1,"errorCode":"NoError","status":"Charging","#
                    + #""timestamp":"2026-03-02T12:34:56.789Z"}"#,
                StatusNotification.self,
                Plain.StatusNotification.self
            ),
            frame(
                "StartTransaction",
                #"{"connectorId":1,"idTag":"04AABBCCDDEE80","meterStart":123456,"#
                    + #""timestamp":"2026-03-02T12:34:56.789Z"}"#,
                StartTransaction.self,
                Plain.StartTransaction.self
            ),
            frame(
                "StopTransaction",
                #"{"transactionId":991,"meterStop":133456,"timestamp":"#
                    + #""2026-03-02T12:34:56.789Z","idTag":"04AABBCCDDEE80","reason":"Local"}"#,
                StopTransaction.self,
                Plain.StopTransaction.self
            ),
            frame(
                "MeterValues",
                #"{"connectorId":1,"transactionId":991,"meterValue":[{"timestamp":"#
                    + #""2026-03-02T12:34:56.789Z","sampledValue":[{"value":"123456","measurand":"#
                    + #""Energy.Active.Import.Register","unit":"Wh"},{"value":"11040","measurand":"#
                    + #""Power.Active.Import","unit":"W"}]}]}"#,
                MeterValues.self,
                Plain.MeterValues.self
            ),
            frame(
                "RemoteStartTransaction",
                #"{"idTag":"04AABBCCDDEE80","connectorId":1}"#,
                RemoteStartTransaction.self,
                Plain.RemoteStartTransaction.self
            ),
        ]
    }

    private static func frame<Ours: CallPayload, Theirs: Codable>(
        _ action: String,
        _ payload: String,
        _ ours: Ours.Type,
        _ theirs: Theirs.Type
    ) -> Frame {
        Frame(
            name: action,
            text: #"[2,"123456",""# + action + #"","# + payload + "]",
            foundation: { frame in
                let text = Data(payload.utf8)
                let decoder = JSONDecoder()
                let encoder = JSONEncoder()
                guard let value = try? decoder.decode(theirs, from: text) else {
                    fatalError("\(action) does not fit Foundation's type")
                }
                let count = 2_000
                let write = Cost.of(count) { for _ in 0..<count { _ = try? encoder.encode(value) } }
                let read = Cost.of(count) {
                    for _ in 0..<count { _ = try? decoder.decode(theirs, from: text) }
                }
                row("\(action), Foundation", bytes: text.count, write, read)
            },
            ours: { frame in
                let bytes = Array(frame.text.utf8)
                func payload(_ bytes: UnsafeRawBufferPointer) -> Ours? {
                    guard case .call(_, _, name: _, var reader)? = try? Envelope.parse(bytes) else {
                        return nil
                    }
                    return try? Ours(from: &reader)
                }
                guard let value = bytes.withUnsafeBytes(payload) else {
                    fatalError("\(action) does not fit our type")
                }
                var writer = FrameWriter()
                let count = 20_000
                let write = Cost.of(count) {
                    for _ in 0..<count { writer.call(MessageID(number: 123_456), value) }
                }
                let read = Cost.of(count) {
                    for _ in 0..<count { bytes.withUnsafeBytes { _ = payload($0) } }
                }
                row("\(action), FleetSim", bytes: bytes.count, write, read)
            }
        )
    }
}

/// The same messages as Foundation's coders want them.
private enum Plain {
    struct Empty: Codable {}
    struct Authorize: Codable { var idTag: String }
    struct BootNotification: Codable {
        var chargePointVendor: String
        var chargePointModel: String
        var chargePointSerialNumber: String?
        var firmwareVersion: String?
    }
    struct StatusNotification: Codable {
        var connectorId: Int
        var errorCode: String
        var status: String
        var timestamp: String?
    }
    struct StartTransaction: Codable {
        var connectorId: Int
        var idTag: String
        var meterStart: Int
        var timestamp: String
    }
    struct StopTransaction: Codable {
        var idTag: String?
        var meterStop: Int
        var timestamp: String
        var transactionId: Int
        var reason: String?
    }
    struct MeterValues: Codable {
        struct Value: Codable {
            struct Sampled: Codable {
                var value: String
                var measurand: String?
                var unit: String?
            }
            var timestamp: String
            var sampledValue: [Sampled]
        }
        var connectorId: Int
        var transactionId: Int?
        var meterValue: [Value]
    }
    struct RemoteStartTransaction: Codable {
        var connectorId: Int?
        var idTag: String
    }
}
