import Foundation
import Scenarios
import TestSupport
import Testing

@Suite struct SchemaTests {
    private static let file = "scenarios/scenario.schema.json"

    @Test func `the schema that ships is the one of the reader's tables`() throws {
        let schema = ScenarioSchema.json()
        if PackageFiles.updatesGoldens { try PackageFiles.write(schema, to: Self.file) }
        #expect(try PackageFiles.text(Self.file) == schema, "UPDATE_GOLDENS=1 writes it anew")
    }

    @Test func `every scenario that ships is good by the schema too`() throws {
        let texts = try PackageFiles.scenarios.map(PackageFiles.text)
        #expect(!texts.isEmpty)
        #expect(try Self.complaints(texts) == texts.map { _ in "" })
    }

    @Test func `the schema and the reader agree on what a scenario may say`() throws {
        let good = Self.good.map(Self.whole)
        let bad = Self.bad.map(Self.whole)
        let complaints = try Self.complaints(good + bad)
        try #require(complaints.count == good.count + bad.count)
        for (text, complaint) in zip(good + bad, complaints) {
            let lines = Parsed(text, variables: ["N": "5", "PW": "p"]).lines
            #expect(lines.isEmpty == complaint.isEmpty, "\(text): \(complaint)")
        }
        #expect(complaints.prefix(good.count) == good.map { _ in "" }[...])
        #expect(!complaints.suffix(bad.count).contains(""))
    }

    private static let good = [
        "", "seed: 18446744073709551615", "duration: 1h 30m", "start: 2026-03-02T00:00:00+01:00",
        "name: 5", "window: 1.5h", "faults: [{kind: csms-restart, at: 0s}]",
        reference("workers: unlimited"), reference("workers: 4"), reference("service_time: 8us"),
        reference("service_time: {law: quantiles, values: {0%: 1s, 100%: 2s}}"),
        reference("tags: {blocked: 0.5 %}"), reference("registration: {pending: 5%, retry: 1m}"),
        reference("commands: [{action: Reset, at: 1h, type: Hard}]"),
        reference("commands: [{action: UnlockConnector, at: 1h, connector: 2, share: 5%}]"),
        group("model: {like: generic-ac, vendor: A, back_off: {doublings: 0}}"),
        group("model: {part_number: PLP1-M-2-4-9}"), group("model: generic-ac, vpn: true"),
        group("model: {metering: {cadence: {by: energy, every: 1kWh}}}"),
        group("model: {vendor_message: {vendor: com.example, message: Build, data: '3'}}"),
        group("model: generic-ac, setup: {url: none, terms: accepted}, drop_outs: true"),
        group("model: generic-ac, identification: [app, qr], current_limit: 16A"),
        "faults: [{kind: link-down, at: 1h, for: 1m, share: 5%}]",
        "faults: [{kind: power-cut, at: 1h, for: 1m, returning_over: 10s, site: kerb}]",
        "faults: [{kind: flapping, at: 1h, for: 1m, up: 5s, down: {law: constant, value: 5s}}]",
        group("model: generic-ac, powered_at: 10m, back_off_jitter: 0s"),
        group("model: generic-ac, arrivals: {tariff: {from: 23h, until: 7h, random_delay: 10m}}"),
        group(
            "model: generic-ac, arrivals: {users: {count: 9, plug_ins: 4.1/week}, weekend_rate: 0.8}"
        ),
        group("model: generic-ac, arrivals: {preset: us_work_jpl, users: none, overdispersion: 2}"),
        group("model: generic-ac, arrivals: {time_zone: {offset: -5h 30m, daylight_saving: us}}"),
        group("model: generic-ac, arrivals: {leaves: {when: full, overstay: 5m}, patience: none}"),
        group("model: generic-ac, arrivals: {leaves: as-planned, balks_at: 3, handling: none}"),
        group("model: generic-ac, arrivals: {misstatement: {law: normal, mean: -1h, sd: 3h}}"),
        group("model: generic-ac, arrivals: {dwell: {law: mixture, of: [{median: 1h, sigma: 1}]}}"),
        "load: [{ramp: 60s, to: 100%}, {hold: 10m, name: peak}, {step: 1}, {step: 0%, hold: 5s}]",
        "load: [{spike: 1, for: 1h}]",
        power("limit: 250A"), power("limit: {l1: 63A, l2: 40A, l3: 40A}, sharing: edf"),
        power("limit: 69 kVA, phases: [RST, STR], control: both, meter: {}, pace: patient"),
        power("limit: 1kW, groups: [{name: a, chargers: 1, groups: [{name: b, limit: 6A}]}]"),
        power("limit: 6A, load: [5kW, {constant: 3A, lines: 2}], solar: {peak: 5kW}"),
        "trust: {late: 20ms, share: 0.5%}", "trust: {}",
        "csms: none", "seed: ${N}", "duration: ${N}h", reference("workers: '${N}'"),
        "csms: {security: {password: {env: PW}}}", "csms: {security: {password: '${PW}'}}",
        "x-a: {b: [1]}\ncsms: {x-note: ~}", "x-a: &a {seed: 1}\n<<: *a",
        group("model: generic-ac, arrivals: {tariff: {from: '22:30', until: '06:00:00'}}"),
        group("model: generic-ac, arrivals: {leaves: {when: clock, at: '17:00'}}"),
        group("model: generic-ac, arrivals: {time_zone: {offset: '+01:00'}}"),
        "thresholds: [boot.latency p99 < 2s, calls.failed<=0.1%, breaches == 0]",
        "thresholds: [{expect: lag max < 5ms}]",
        "faults: [{kind: connector-fault, at: 1h, for: 1m, connector: 1, error: GroundFailure}]",
    ]

    private static let bad = [
        "duration: '06:00'", "csms: {security: {password: {var: PW}}}", "y-a: 1",
        "sed: 1", "seed: -1", "seed: x", "duration: 90", "duration: 5kWh", "window: [1m]",
        "load: [{ramp: 60s}]", "load: [{step: half}]", "load: [{hold: 1m, to: 5}]", "load: {}",
        "trust: 10ms", "trust: {late: 5kWh}", "trust: {lateness: 10ms}", "csms: nobody",
        "thresholds: [boot.latency p99]", "thresholds: [{in: peak}]",
        "faults: [{kind: csms-restart}]", "faults: [{at: 1h}]",
        "faults: {}", "faults: [{kind: flood, at: 1h}]", "csms: {url: x}",
        reference("workers: 0"), reference("workers: few"), reference("heartbeat: 60"),
        reference("service_time: {law: lognormal, median: 8ms}"),
        reference("service_time: {law: lognormal, median: 8ms, sigma: 0.6, mode: 1s}"),
        reference("service_time: 5kWh"), reference("tags: {blocked: 0.05}"),
        reference("commands: [{action: Reset, at: 1h}]"),
        reference("commands: [{action: Reset, at: 1h, type: soft}]"),
        reference("commands: [{action: ClearCache, at: 1h, connector: 1}]"),
        group("model: {like: generic}"), group("model: {vendor: [A]}"),
        group("model: {metering: {cadence: {by: energy}}}"),
        group("model: {vendor_message: {data: x}}"),
        group("model: {metering: {measurands: [SoC]}}"), group("model: {survives_close: maybe}"),
        group("model: generic-ac, identification: []"),
        group("model: generic-ac, vpn: {ports: []}"),
        group("model: generic-ac, arrivals: {users: {plug_ins: 4}}"),
        group("model: generic-ac, arrivals: {time_zone: {offset: 1}}"),
        group("model: generic-ac, arrivals: {leaves: {when: full, at: 5m}}"),
        group("model: generic-ac, arrivals: {patience: -5m}"),
        group("model: generic-ac, arrivals: {dwell: {law: mixture, of: []}}"),
        group("model: generic-ac, arrivals: {correlation: 2}"),
        "faults: [{kind: link-down, at: 1h}]",
        power("limit: 250"), power("limit: {l1: 63A}"), power("limit: 6A, sharing: fair"),
        power("limit: 6A, groups: [{name: a, chargers: one}]"), power("limit: 6A, pace: slow"),
        power("limit: 6A, groups: [{name: a, groups: [{limit: 6A}]}]"),
        power("limit: 6A, load: {lines: 1}"), power("limit: 6A, solar: {peak: 5}"),
        "faults: [{kind: connector-fault, at: 1h, error: NoError}]",
    ]

    private static func power(_ text: String) -> String {
        group("model: generic-ac, power: {\(text)}")
    }

    private static func group(_ text: String) -> String { "fleet: [{\(text)}]" }

    private static func whole(_ text: String) -> String {
        text.hasPrefix("fleet:") ? text : Parsed.fleet + text
    }

    private static func reference(_ text: String) -> String { "csms: {reference: {\(text)}}" }

    /// What other people's validator finds, one line per text.
    private static func complaints(_ texts: [String]) throws -> [String] {
        let input = String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
        let (status, output) = try Python.run(
            script: "Tests/Oracles/scenarios.py",
            arguments: [PackageFiles.path(file)],
            input: input
        )
        guard status == 0 else { throw ValidatorFailure(description: output) }
        return output.split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map(String.init)
    }
}

/// What Python said instead of validating.
private struct ValidatorFailure: Error, CustomStringConvertible {
    let description: String
}
