/// A frame that no decent peer sends, and what it deserves.
struct BadFrame: Sendable, CustomStringConvertible {
    let kind: String
    let bytes: [UInt8]
    /// The code of the CALLERROR that answers it; nil: it is met with silence.
    let code: String?

    var description: String { kind }

    init(_ kind: String, _ frame: String, _ code: String? = nil) {
        self.init(kind, Array(frame.utf8), code)
    }

    init(_ kind: String, _ bytes: [UInt8], _ code: String? = nil) {
        self.kind = kind
        self.bytes = bytes
        self.code = code
    }
}

extension BadFrame {
    /// What is wrong with the frame itself, whatever it is about: `call` has the id "b" and a payload
    /// that any receiver would take.
    static func broken(_ call: String) -> [BadFrame] {
        let longID = String(repeating: "x", count: 37)
        return [
            BadFrame("nothing", ""),
            BadFrame("space", " \n\t "),
            BadFrame("a zero byte", [0]),
            BadFrame("no JSON", "hello"),
            BadFrame("a byte order mark", [0xEF, 0xBB, 0xBF] + Array(call.utf8)),
            BadFrame("an object", #"{"a":1}"#),
            BadFrame("an empty array", "[]"),
            BadFrame("cut off in the id", #"[2,"b"#),
            BadFrame("cut off behind the id", #"[2,"b""#, "FormationViolation"),
            BadFrame("cut off in the payload", String(call.dropLast(3)), "FormationViolation"),
            BadFrame("cut off before its bracket", String(call.dropLast()), "FormationViolation"),
            BadFrame("too few elements", #"[2,"b","Heartbeat"]"#, "FormationViolation"),
            BadFrame("too many elements", call.dropLast() + ",{}]", "FormationViolation"),
            BadFrame("two frames in one", call + call, "FormationViolation"),
            BadFrame("an action that is a number", #"[2,"b",7,{}]"#, "FormationViolation"),
            BadFrame("an unknown action", #"[2,"b","Dance",{}]"#, "NotImplemented"),
            BadFrame("an action in small letters", #"[2,"b","heartbeat",{}]"#, "NotImplemented"),
            BadFrame("an unknown type", #"[5,"b",{}]"#),
            BadFrame("a negative type", #"[-2,"b","Heartbeat",{}]"#),
            BadFrame("a type out of range", #"[99999999999999999999,"b",{}]"#),
            BadFrame("a type that is text", #"["2","b","Heartbeat",{}]"#),
            BadFrame("a type with a fraction", #"[2.0,"b","Heartbeat",{}]"#),
            BadFrame("no id", "[2]"),
            BadFrame("an id that is a number", #"[2,7,"Heartbeat",{}]"#),
            BadFrame("an id that is null", #"[2,null,"Heartbeat",{}]"#),
            BadFrame("an id of 37 characters", #"[2,"\#(longID)","Heartbeat",{}]"#),
            BadFrame("arrays without end", String(repeating: "[", count: 1 << 20)),
            BadFrame(
                "a payload nested a million times",
                #"[2,"b","Dance","# + String(repeating: "[", count: 1 << 20),
                "FormationViolation"
            ),
            BadFrame(
                "objects nested and closed",
                #"[2,"b","Dance","# + String(repeating: #"{"a":"#, count: 50_000) + "1"
                    + String(repeating: "}", count: 50_000) + "]",
                "FormationViolation"
            ),
            BadFrame("an id that is not UTF-8", bytes(#"[2,""#, 0xFF, #"","Heartbeat",{}]"#)),
            BadFrame(
                "an action that is not UTF-8",
                bytes(#"[2,"b",""#, 0xC0, #"",{}]"#),
                "FormationViolation"
            ),
            BadFrame("a result that is cut off", #"[3,"b",{"#),
            BadFrame("a result of no call", #"[3,"b",{}]"#),
            BadFrame("a result with an id of 37 characters", #"[3,"\#(longID)",{}]"#),
            BadFrame("a result of call 18446744073709551616", #"[3,"18446744073709551616",{}]"#),
            BadFrame("an error of no call", #"[4,"b","GenericError","",{}]"#),
            BadFrame("an error that is cut off", #"[4,"b","GenericError"]"#),
            BadFrame("an error whose code is a number", #"[4,"b",1,"",{}]"#),
        ]
    }

    /// A call whose payload has a byte in the middle that is written as such.
    static func bytes(_ before: String, _ byte: UInt8, _ after: String) -> [UInt8] {
        Array(before.utf8) + [byte] + Array(after.utf8)
    }

    /// Megabytes of the letter a.
    static func megabytes(_ count: Int) -> String { String(repeating: "a", count: count << 20) }
}
