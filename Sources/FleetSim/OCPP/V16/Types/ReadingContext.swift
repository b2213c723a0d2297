/// Why a value was read.
package enum ReadingContext: WireText, WireEnum {
    case samplePeriodic = "Sample.Periodic"
    case sampleClock = "Sample.Clock"
    case transactionBegin = "Transaction.Begin"
    case transactionEnd = "Transaction.End"
    case interruptionBegin = "Interruption.Begin"
    case interruptionEnd = "Interruption.End"
    case trigger = "Trigger"
    case other = "Other"
}
