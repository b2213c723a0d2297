/// The central system asks a charger to end a transaction (OCPP 1.6 §5.12).
package struct RemoteStopTransaction: CallPayload {
    package static var action: Action { .remoteStopTransaction }

    package typealias Confirmation = StatusConfirmation<GenericStatus>

    package var transactionId: Int

    package init(transactionId: Int) {
        self.transactionId = transactionId
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        transactionId = try members.required("transactionId")
    }

    package func write(members: inout JSONWriter) {
        members.member("transactionId", transactionId)
    }
}
