extension Command {
    /// What the CSMS does for a driver who uses the operator's app.
    init(_ wish: DriverWish) {
        switch wish.kind {
        case .start:
            self = .remoteStart(connector: Int(wish.connector), tag: IdToken(wish.token), nil)
        case .stop:
            self = .remoteStop(connector: Int(wish.connector))
        case .unlock:
            self = .unlock(connector: Int(wish.connector))
        }
    }
}
