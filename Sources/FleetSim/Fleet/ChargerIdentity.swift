/// What a charger calls itself, which is that byte for byte and not by how it looks.
///
/// Strings are equal where Unicode calls them equivalent: an ‘é’ in one letter and in two. To a
/// CSMS, and in a certificate, those are two names.
struct ChargerIdentity: Hashable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (one: ChargerIdentity, other: ChargerIdentity) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
