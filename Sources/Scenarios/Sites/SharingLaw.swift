/// The laws by which cars share a site's power, by the names that users write.
package enum SharingLaw: String, CaseIterable, Sendable {
    /// Each gets what it asks for; limits are not looked at.
    case uncontrolled
    /// Each limit in equal parts; what a car cannot use of its part is left unused.
    case equal
    /// Who has least gets more until a limit stops him.
    case maxMin = "max-min"
    /// Each limit in parts as large as what each asks for.
    case proportional
    /// Who came first gets all that he asks for, then the next.
    case firstCome = "fcfs"
    /// As first come, but who leaves first.
    case earliestDeadline = "edf"
    /// As first come, but first the car that can wait least.
    case leastLaxity = "llf"
    /// A step up for each in turn, until no step fits.
    case roundRobin = "round-robin"
    /// As max-min among as many as can charge; turns end after a time while a car waits.
    case rotation
}
