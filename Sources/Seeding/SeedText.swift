import FoundationEssentials
import Scenarios

/// How the text of a placeholder is written where it stands.
enum SeedEncoding {
    case plain
    /// Within a string of JSON.
    case json
    /// Within a URL, or a form.
    case percent

    /// Of a body, by the field that says what it is; without one it is JSON.
    init(of fields: [SeedField]) {
        let type = fields.last { $0.name.lowercased() == "content-type" }?.value.lowercased()
        self =
            switch type {
            case nil: .json
            case let type? where type.contains("json"): .json
            case let type? where type.contains("urlencoded"): .percent
            default: .plain
            }
    }

    func written(_ text: String) -> String {
        switch self {
        case .plain: text
        case .json: Self.json(text)
        case .percent: Self.percent(text)
        }
    }

    private static func json(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func percent(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}

extension String {
    /// The text with each placeholder filled in; one that nothing fills is an error.
    func filled(
        _ encoding: SeedEncoding,
        _ texts: [String: String]
    ) throws(SeedFailure) -> String {
        var result = ""
        var rest = self[...]
        while let (range, name) = SeedPlaceholder.next(in: rest) {
            guard let text = texts[name] else {
                throw SeedFailure("‘{\(name)}’ is not known here")
            }
            result += rest[..<range.lowerBound] + encoding.written(text)
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}

/// Why something could not be done for one row.
struct SeedFailure: Error {
    let line: String
    /// Whether it may go better in a moment.
    var mayPass = false

    init(_ line: String, mayPass: Bool = false) {
        self.line = line
        self.mayPass = mayPass
    }
}

/// A piece of an answer in JSON.
indirect enum JSONTree: Decodable {
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])
    case nothing

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let object = try? container.decode([String: JSONTree].self) {
            self = .object(object)
        } else if let list = try? container.decode([JSONTree].self) {
            self = .list(list)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Int64.self) {
            self = .text("\(number)")
        } else if let flag = try? container.decode(Bool.self) {
            self = .text("\(flag)")
        } else {
            self = .nothing
        }
    }

    /// The text or whole number at the end of a path such as `data.0.id`.
    static func text(at path: String, in answer: String) -> String? {
        guard var tree = try? JSONDecoder().decode(JSONTree.self, from: Data(answer.utf8)) else {
            return nil
        }
        for step in path.split(separator: ".") {
            switch tree {
            case .object(let members):
                guard let next = members[String(step)] else { return nil }
                tree = next
            case .list(let items):
                guard let index = Int(step), items.indices.contains(index) else { return nil }
                tree = items[index]
            case .text, .nothing: return nil
            }
        }
        guard case .text(let text) = tree else { return nil }
        return text
    }
}
