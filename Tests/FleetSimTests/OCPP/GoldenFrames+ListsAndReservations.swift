import FleetSim

extension GoldenFrame {
    static let listsAndReservations: [GoldenFrame] = [
        .call(GetLocalListVersion(), #""GetLocalListVersion",{}"#),
        .result(GetLocalListVersion.Confirmation(listVersion: -1), #"{"listVersion":-1}"#),
        .call(
            SendLocalList(
                listVersion: 12,
                localAuthorizationList: [
                    AuthorizationData(
                        idTag: card,
                        idTagInfo: IdTagInfo(
                            status: .accepted,
                            expiryDate: noon,
                            parentIdTag: family
                        )
                    ),
                    AuthorizationData(idTag: family),
                ],
                updateType: .differential
            ),
            #""SendLocalList",{"listVersion":12,"localAuthorizationList":["#
                + #"{"idTag":"DEADBEEF","idTagInfo":{"status":"Accepted","#
                + #""expiryDate":"2026-03-02T12:34:56.789Z","parentIdTag":"FAMILY"}},"#
                + #"{"idTag":"FAMILY"}],"updateType":"Differential"}"#
        ),
        .call(
            SendLocalList(listVersion: 1, updateType: .full),
            #""SendLocalList",{"listVersion":1,"updateType":"Full"}"#
        ),
        .result(
            SendLocalList.Confirmation(status: .versionMismatch),
            #"{"status":"VersionMismatch"}"#
        ),
        .call(
            ReserveNow(
                connectorId: 0,
                expiryDate: noon,
                idTag: card,
                parentIdTag: family,
                reservationId: 42
            ),
            #""ReserveNow",{"connectorId":0,"expiryDate":"2026-03-02T12:34:56.789Z","#
                + #""idTag":"DEADBEEF","parentIdTag":"FAMILY","reservationId":42}"#
        ),
        .result(ReserveNow.Confirmation(status: .occupied), #"{"status":"Occupied"}"#),
        .call(
            CancelReservation(reservationId: 42),
            #""CancelReservation",{"reservationId":42}"#
        ),
        .result(CancelReservation.Confirmation(status: .rejected), #"{"status":"Rejected"}"#),
    ]
}
