import Foundation

/// Writes a frame anew as another implementation would: members in any order, space everywhere.
enum Shuffling {
    static func members(of frame: String, using dice: inout FrameDice) throws -> String {
        let value = try JSONSerialization.jsonObject(with: Data(frame.utf8))
        return try write(value, using: &dice)
    }

    private static func write(_ value: Any, using dice: inout FrameDice) throws -> String {
        switch value {
        case let object as [String: Any]:
            // Sorted first: a dictionary's own order is another one in every process.
            let members = try object.sorted { $0.key < $1.key }.shuffled(using: &dice)
                .map { try scalar($0.key) + " :\t" + write($0.value, using: &dice) }
            return "{ " + members.joined(separator: " ,\n") + " }"
        case let array as [Any]:
            return try "[ " + array.map { try write($0, using: &dice) }.joined(separator: "\r, ")
                + " ]"
        default:
            return try scalar(value)
        }
    }

    private static func scalar(_ value: Any) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
        return String(decoding: data, as: UTF8.self)
    }
}
