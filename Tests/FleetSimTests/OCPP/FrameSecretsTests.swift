import Testing

@testable import FleetSim

@Suite struct `passwords within frames` {
    fileprivate static func set(_ value: String, key: String = "AuthorizationKey") -> String {
        #"[2,"7","ChangeConfiguration",{"key":"\#(key)","value":"\#(value)"}]"#
    }

    @Test(arguments: [
        ("00112233445566778899aabbccddeeff", "00000000000000000000000000000000"),
        ("00112233445566778899AABBCCDDEEF", "0000000000000000000000000000000"),
        ("correct-horse-battery", "xxxxxxxxxxxxxxxxxxxxx"),
        ("pä€😀x", "xé€😀x"),
        (#"a\"b\\c\n"#, #"x\/x\/x\/"#),
        (#"\u0031\u0041"#, #"\u0030\u0030"#),
        (#"\u0031g\u00e4\u4e2d\ud83d\ude03"#, #"\u0078x\u00e9\u20ac\ud83d\ude00"#),
        ("", ""),
    ])
    func `an AuthorizationKey is masked in as many bytes and characters`(
        value: String,
        mask: String
    ) throws {
        let frame = Self.set(value)
        let masked = FrameSecrets.masked(frame)
        #expect(masked == Self.set(mask))
        #expect(masked.utf8.count == frame.utf8.count)
        #expect(FrameSecrets.masked(masked) == masked)
    }

    @Test(arguments: ["authorizationkey", "AUTHORIZATIONKEY", #"\u0041uthorizationKey"#])
    func `it is known however it is written`(key: String) {
        #expect(FrameSecrets.masked(Self.set("abcd", key: key)) == Self.set("0000", key: key))
    }

    @Test func `it is known in any order, with members that do not belong there`() {
        let frame =
            #" [2, "7" ,"ChangeConfiguration", {"value" : "abc", "x":{"key":1}, "key":"AuthorizationKey"}]"#
        #expect(FrameSecrets.masked(frame) == frame.replacing("abc", with: "000"))
        let number = #"[2,"7","ChangeConfiguration",{"value":97531,"key":"AuthorizationKey"}]"#
        #expect(FrameSecrets.masked(number) == number.replacing("97531", with: "11111"))
    }

    @Test func `a frame that cannot be read does not say it either`() {
        let frame = #"[2,"7","ChangeConfiguration",{"key":"AuthorizationKey","value":"s3cret",}]"#
        #expect(FrameSecrets.masked(frame) == frame.replacing("s3cret", with: "xxxxxx"))
        let torn = #"[2,"7","ChangeConfiguration",{"key":"AuthorizationKey","value":"s3cr"#
        #expect(FrameSecrets.masked(torn) == torn.replacing("s3cr", with: "xxxx"))
    }

    @Test(arguments: [
        "\u{FEFF}" + set("s3cret"), String(repeating: " ", count: 40) + set("s3cret"),
        "\n[\n\n" + set("s3cret").dropFirst(),
        #"[2,"7","ChangeConfiguration",{"key":"AuthorizationKey","value":["s3cret",{"a":"s3cret"}]}]"#,
        #"[2,"7","ChangeConfiguration",{"key":"AuthorizationKey","\u0076alue":"s3cret",}]"#,
        #"[2,"7","DataTransfer",{"\u0064ata":"s3cret","messageI\u0064":"Authorization\u004bey"}]"#,
        #"[2,"7","GetDiagnostics",{"location":"ftp:\u002f\u002fu:s3cret\u0040host/"}]"#,
        #"[2,"7","GetDiagnostics",{"location":"ftp\u003A\/\/u\u003as3cret@host/"}]"#,
    ])
    func `no way of writing a call says one`(frame: String) {
        let masked = FrameSecrets.masked(frame)
        #expect(!masked.contains("s3cret"), "\(masked)")
        #expect(masked.utf8.count == frame.utf8.count)
    }

    @Test func `a password in escapes is masked escape for escape`() {
        func frame(_ password: String) -> String {
            #"[2,"7","GetDiagnostics",{"location":"ftp://u:\#(password)@host/"}]"#
        }
        let masked = FrameSecrets.masked(frame(#"\u00733\u0063ret"#))
        #expect(masked == frame(#"\u0078x\u0078xxx"#))
    }

    /// Compared as strings, each of these takes hours: the test would not end.
    @Test(arguments: [
        #"[2,"7","ChangeConfiguration",{"key":"PLACE","value":"60"}]"#,
        #"[2,"7","ChangeConfiguration",{"PLACE":1,"key":"HeartbeatInterval","value":"60"}]"#,
        #"[2,"7","DataTransfer",{"PLACE":1,"vendorId":"v","data":"PLACE"}]"#,
        #"[2,"7","Teleport",{"to":"PLACE"}]"#,
    ])
    func `marks that are piled on a letter take no time`(call: String) {
        for mark in ["\u{301}\u{323}", "\u{1F1E6}"] {
            let pile = "e" + String(repeating: mark, count: 200_000)
            let frame = call.split(separator: "PLACE", omittingEmptySubsequences: false)
                .joined(separator: pile)
            #expect(Array(FrameSecrets.masked(frame).utf8) == Array(frame.utf8))
        }
    }

    @Test(arguments: [
        (#"ftp://ann:pa55@host/f.bin"#, #"ftp://ann:xxxx@host/f.bin"#),
        (#"sftp:\/\/ann:pa:55@host\/f"#, #"sftp:\/\/ann:xxxxx@host\/f"#),
        (#"ftp://ann@host:21/a@b"#, #"ftp://ann@host:21/a@b"#),
        (#"ftp://host/a:b@c"#, #"ftp://host/a:b@c"#),
    ])
    func `a password within a URL is masked`(location: String, mask: String) {
        func frame(_ location: String) -> String {
            #"[2,"7","GetDiagnostics",{"location":"\#(location)"}]"#
        }
        #expect(FrameSecrets.masked(frame(location)) == frame(mask))
    }

    @Test(arguments: [
        #"[2,"7","ChangeConfiguration",{"key":"HeartbeatInterval","value":"60"}]"#,
        #"[3,"7",{"status":"Accepted","value":"AuthorizationKey"}]"#,
        #"[2,"7","DataTransfer",{"vendorId":"AuthorizationKey","data":"value"}]"#,
        "", "[", "[2", #"[2,"7"]"#, "[2,\"7\",\"ChangeConfiguration\",{}]", ":/", "://", "[2,://",
    ])
    func `what says nothing of one is left alone`(frame: String) {
        #expect(FrameSecrets.masked(frame) == frame)
    }

    @Test(arguments: [
        (
            #"[2,"7","SetVariables",{"setVariableData":[{"attributeValue":"s3cr\"et","variable":{"name":"BasicAuthPassword"}}]}]"#,
            #"[2,"7","SetVariables",{"setVariableData":[{"attributeValue":"xxxx\"xx","variable":{"name":"BasicAuthPassword"}}]}]"#
        ),
        (
            #"[2,"7","DataTransfer",{"vendorId":"v","data":"{\"AuthorizationKey\":\"s3cret\"}"}]"#,
            #"[2,"7","DataTransfer",{"vendorId":"v","data":"x\"xxxxxxxxxxxxxxxx\"x\"xxxxxx\"x"}]"#
        ),
        (
            #"[2,"7","DataTransfer",{"data":"s3cret","vendorId":"v","messageId":"AuthorizationKey"}]"#,
            #"[2,"7","DataTransfer",{"data":"xxxxxx","vendorId":"v","messageId":"AuthorizationKey"}]"#
        ),
    ])
    func `a call that no charger knows, and a vendor's data, do not say one either`(
        frame: String,
        mask: String
    ) {
        #expect(FrameSecrets.masked(frame) == mask)
        #expect(FrameSecrets.masked(mask).utf8.count == frame.utf8.count)
    }

    @Test(arguments: [
        (
            #"[3,"7",{"configurationKey":[{"key":"AuthorizationKey","value":"s3cret"}]}]"#,
            #"[3,"x",{"configurationKey":[{"key":"AuthorizationKey","value":"xxxxxx"}]}]"#
        ),
        (#"{"key":"AuthorizationKey","value":"s3cr"#, #"{"key":"AuthorizationKey","value":"xxxx"#),
        (#"{"value":"s3c\"#, #"{"value":"s3c\"#),
        (#"{"x":"AuthorizationKey=s3cret\"#, #"{"x":"xxxxxxxxxxxxxxxxxxxxxxxx"#),
        ("no file at ftp://ann:pa55@host/f", "no file at ftp://ann:xxxx@host/f"),
        ("an AuthorizationKey is too short", "an AuthorizationKey is too short"),
    ])
    func `what is quoted for people has none, whatever kind of frame it is of`(
        text: String,
        mask: String
    ) {
        #expect(FrameSecrets.quoted(text) == mask)
    }

    @Test func `a charger takes or refuses a mask as it does the key`() {
        let keys = [
            "00112233445566778899aabbccddeeff", "00112233445566778899aabbccddeef", "abcd",
            "correct-horse-battery", "short", String(repeating: "p", count: 41), "päpäpäpäpäpäpäpä",
        ]
        for key in keys {
            let masked = FrameSecrets.masked(Self.set(key))
            let value = masked.split(separator: "\"")[11]
            for form in [AuthorizationKey.Form.hexadecimal, .literal] {
                let takesKey = AuthorizationKey(key, form: form) != nil
                #expect((AuthorizationKey(String(value), form: form) != nil) == takesKey, "\(key)")
            }
        }
    }
}
