import Scenarios
import Testing

@testable import FleetSim

@Suite struct `an upload` {
    private func log(
        _ number: Int = 3,
        _ kind: String = "DiagnosticsLog",
        span: String = "",
        retries: String = ""
    ) -> String {
        #"{"log":{"remoteLocation":"ftp://h/in"\#(span)},"logType":"\#(kind)","#
            + #""requestId":\#(number)\#(retries)}"#
    }

    @Test func `of diagnostics is named, begun and finished`() {
        var bench = ChargerBench.accepted()
        let answer = bench.ask("GetDiagnostics", #"{"location":"ftp://h/in"}"#)
        #expect(answer == #"{"fileName":"diagnostics-00000007-20260302T000010Z.log"}"#)
        bench.advance(seconds: 29)
        #expect(bench.told("DiagnosticsStatusNotification") == ["Uploading"])
        bench.advance(seconds: 1)
        #expect(bench.told("DiagnosticsStatusNotification") == ["Uploading", "Uploaded"])
    }

    @Test func `of diagnostics does not begin when there are none of that time`() {
        var bench = ChargerBench.accepted()
        let spans = [
            #""startTime":"2027-01-01T00:00:00Z""#,
            #""startTime":"2026-02-02T00:00:00Z","stopTime":"2026-02-01T00:00:00Z""#,
        ]
        for span in spans {
            let answer = bench.ask("GetDiagnostics", #"{"location":"ftp://h",\#(span)}"#)
            #expect(answer == "{}")
            #expect(bench.sent.count == 1)
        }
        let past = bench.ask(
            "GetDiagnostics",
            #"{"location":"ftp://h","stopTime":"2026-02-01T00:00:00Z"}"#
        )
        #expect(past.contains("fileName"))
    }

    @Test func `that fails is tried again and then given up`() {
        var bench = ChargerBench.secured(upload: UploadBehaviour(failure: .permissionDenied))
        let more = #","retries":1,"retryInterval":10"#
        _ = bench.ask("GetDiagnostics", #"{"location":"ftp://h"\#(more)}"#)
        bench.advance(seconds: 69)
        #expect(bench.told("DiagnosticsStatusNotification") == ["Uploading", "Uploading"])
        bench.advance(seconds: 1)
        #expect(bench.told("DiagnosticsStatusNotification").last == "UploadFailed")
        _ = bench.ask("GetLog", log(retries: more))
        bench.advance(seconds: 100)
        #expect(bench.told("LogStatusNotification").last == "PermissionDenied")
    }

    @Test func `of a log carries the number of its request`() {
        var bench = ChargerBench.secured()
        let answer = bench.ask("GetLog", log())
        #expect(
            answer
                == #"{"status":"Accepted","filename":"diagnostics-00000007-20260302T000010Z.log"}"#
        )
        bench.advance(seconds: 60)
        #expect(bench.told("LogStatusNotification") == ["Uploading", "Uploaded"])
        #expect(bench.told("LogStatusNotification", "requestId") == ["3", "3"])
    }

    @Test func `gives way to a newer one`() {
        var bench = ChargerBench.secured()
        _ = bench.ask("GetLog", log(3))
        bench.advance(seconds: 20)
        let answer = bench.ask("GetLog", log(4, "SecurityLog"))
        #expect(answer.hasPrefix(#"{"status":"AcceptedCanceled","filename":"security-"#))
        bench.advance(seconds: 60)
        #expect(bench.told("LogStatusNotification", "requestId") == ["4", "4"])
    }

    @Test func `of the security log needs an event of that time`() {
        var bench = ChargerBench.secured()
        let early = bench.ask(
            "GetLog",
            log(3, "SecurityLog", span: #","latestTimestamp":"2026-03-01T00:00:00Z""#)
        )
        #expect(early == #"{"status":"Rejected"}"#)
        let fitting = bench.ask(
            "GetLog",
            log(3, "SecurityLog", span: #","oldestTimestamp":"2026-03-02T00:00:00Z""#)
        )
        #expect(fitting.hasPrefix(#"{"status":"Accepted""#))
    }

    @Test func `is broken off by a reset, and told of afterwards`() {
        var bench = ChargerBench.secured(upload: UploadBehaviour(time: .seconds(100)))
        _ = bench.ask("GetLog", log())
        _ = bench.ask("Reset", #"{"type":"Hard"}"#)
        bench.advance(seconds: 300)
        #expect(bench.told("LogStatusNotification") == ["UploadFailure"])
    }

    @Test func `of a log needs the security extension`() {
        var bench = ChargerBench.accepted()
        let answer = bench.ask("GetLog", log())
        #expect(answer.hasPrefix("\"NotSupported\""))
    }
}
