// The authorisation list as the CSMS keeps it up to date.
extension Charger {
    /// Whether tags are looked up in the list; a list that is switched off keeps its tags.
    var usesLocalList: Bool {
        configuration.features.contains(.localAuthListManagement)
            && configuration.isOn(.localAuthListEnabled)
    }

    func tellListVersion(
        _ payload: inout JSONReader,
        _ id: MessageID,
        into output: inout ChargerOutput
    ) throws(PayloadError) -> Bool? {
        guard configuration.features.contains(.localAuthListManagement) else { return nil }
        _ = try GetLocalListVersion(from: &payload)
        let version = usesLocalList ? tags.list.version : -1
        output.result(id, GetLocalListVersion.Confirmation(listVersion: version))
        return true
    }

    mutating func takeList(
        _ payload: inout JSONReader,
        _ id: MessageID,
        into output: inout ChargerOutput
    ) throws(PayloadError) -> Bool? {
        guard configuration.features.contains(.localAuthListManagement) else { return nil }
        let update = try SendLocalList(from: &payload)
        let status = take(update, shelf: &output.lists)
        output.result(id, SendLocalList.Confirmation(status: status))
        return status == .accepted
    }

    private mutating func take(_ update: SendLocalList, shelf: inout ListShelf) -> UpdateStatus {
        guard usesLocalList else { return .notSupported }
        let room = LocalList.Room(
            perUpdate: Int(configuration[.sendLocalListMaxLength]),
            inAll: Int(configuration[.localAuthListMaxLength])
        )
        return tags.take(update, room: room, shelf: &shelf)
    }
}
