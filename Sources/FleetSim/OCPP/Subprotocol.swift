/// What a charger asks for when it connects: the version of OCPP that both will speak (OCPP-J 1.6 §3.1.2).
enum Subprotocol {
    static let v16 = "ocpp1.6"
}
