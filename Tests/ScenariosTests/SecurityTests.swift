import Scenarios
import Testing

@Suite struct `security of a live run` {
    private func lines(_ security: String, url: String) -> [String] {
        Parsed.completed("csms: {url: '\(url)', security: {\(security)}}").lines
    }

    @Test(arguments: [
        ("profile: 0", "ws://csms/"), ("profile: 1, password: p", "ws://csms/"),
        ("profile: 2, password: p", "wss://csms/"), ("profile: 3, certificate: c", "wss://csms/"),
        ("password: p", "ws://csms/"), ("certificate: c, key: k", "wss://csms/"),
        ("profile: 3, issuer: a, issuer_key: k", "wss://csms/"),
        ("ca: a, resume: true", "wss://csms/"),
    ])
    func `takes what fits its profile, and anything without one`(security: String, url: String) {
        #expect(lines(security, url: url) == [])
    }

    @Test(arguments: [
        ("profile: 0", "wss://csms/", "security profile 0 goes to ws://…, not to ‘wss://csms/’"),
        ("profile: 1, password: p", "wss://csms/", "security profile 1 goes to ws://…"),
        ("profile: 2, password: p", "ws://csms/", "security profile 2 goes to wss://…"),
        ("profile: 3, certificate: c", "ws://csms/", "security profile 3 goes to wss://…"),
        ("profile: 2", "wss://csms/", "profiles 1 and 2 need a ‘password’"),
        ("profile: 3", "wss://csms/", "profile 3 needs a ‘certificate’"),
        ("profile: 0, password: p", "ws://csms/", "profiles 0 and 3 send no ‘password’"),
        (
            "profile: 3, certificate: c, password: p", "wss://csms/",
            "profiles 0 and 3 send no ‘password’"
        ),
        (
            "profile: 2, password: p, certificate: c", "wss://csms/",
            "certificates are shown in profile 3 only, not in 2"
        ),
        ("issuer: a", "ws://csms/", "authorities and certificates are of use at wss://… only"),
        ("profile: 2, password: p, issuer: a", "wss://csms/", "shown in profile 3 only, not in 2"),
        ("issuer: a, certificate: c", "wss://csms/", "an ‘issuer’ makes the certificates"),
        ("issuer_key: k", "wss://csms/", "an ‘issuer_key’ is of no use without its ‘issuer’"),
        ("key: k", "wss://csms/", "a ‘key’ is of no use without its ‘certificate’"),
    ])
    func `says what does not fit its profile`(security: String, url: String, problem: String) {
        let lines = lines(security, url: url)
        #expect(lines.count == 1 && lines[0].contains(problem), "\(lines)")
    }

    @Test func `lets passwords go out in the profiles that have one`() {
        func sends(_ profile: Int?) -> Bool {
            var security = SecuritySpec()
            security.profile = profile
            return security.sendsPasswords
        }
        #expect(sends(nil) && !sends(0) && sends(1) && sends(2) && !sends(3))
    }
}
