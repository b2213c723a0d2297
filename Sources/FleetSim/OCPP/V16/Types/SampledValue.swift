/// One measured value and what it is of.
package struct SampledValue: JSONRecord {
    package var value: Value
    /// Absent means `samplePeriodic`.
    package var context: ReadingContext?
    /// Absent means `raw`.
    package var format: Format?
    /// Absent means `energyActiveImportRegister`.
    package var measurand: Measurand?
    /// Absent: of all phases together.
    package var phase: Phase?
    /// Absent means `outlet`.
    package var location: Location?
    /// Absent means watt-hours where an energy is measured.
    package var unit: UnitOfMeasure?

    package init(
        value: Value,
        context: ReadingContext? = nil,
        format: Format? = nil,
        measurand: Measurand? = nil,
        phase: Phase? = nil,
        location: Location? = nil,
        unit: UnitOfMeasure? = nil
    ) {
        self.value = value
        self.context = context
        self.format = format
        self.measurand = measurand
        self.phase = phase
        self.location = location
        self.unit = unit
    }

    @inline(__always)
    package init(members: inout JSONMembers) throws(PayloadError) {
        value = try members.required("value")
        context = try members.optional("context")
        format = try members.optional("format")
        measurand = try members.optional("measurand")
        phase = try members.optional("phase")
        location = try members.optional("location")
        unit = try members.optional("unit")
    }

    package func write(members: inout JSONWriter) {
        members.member("value", value)
        members.member("context", context)
        members.member("format", format)
        members.member("measurand", measurand)
        members.member("phase", phase)
        members.member("location", location)
        members.member("unit", unit)
    }
}
