// What a charger needs to fetch or upload a file.
extension Charger {
    /// Whether it speaks the protocol of a location; one that names none is left to the vendor.
    func reaches(_ location: String) -> Bool {
        let parts = location.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[1].hasPrefix("//"),
            configuration.has(.supportedFileTransferProtocols)
        else { return true }
        let wanted = parts[0].uppercased()
        let spoken = configuration.text(of: .supportedFileTransferProtocols)
        return spoken.split(separator: ",").contains { $0.drop { $0 == " " } == wanted }
    }
}
