/// What was measured at one moment.
package struct MeterValue: JSONRecord {
    package var timestamp: DateTime
    package var sampledValue: ShortList<SampledValue, 4>

    package init(timestamp: DateTime, sampledValue: ShortList<SampledValue, 4>) {
        self.timestamp = timestamp
        self.sampledValue = sampledValue
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        timestamp = try members.required("timestamp")
        sampledValue = try members.requiredList("sampledValue")
    }

    package func write(members: inout JSONWriter) {
        members.member("timestamp", timestamp)
        members.member("sampledValue", sampledValue)
    }
}
