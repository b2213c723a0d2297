extension Array {
    /// Removes the elements and keeps the memory, for an array that holds a few time and again.
    ///
    /// `removeAll(keepingCapacity:)` does so by `replaceSubrange`, which takes 130 instructions even
    /// if there is nothing to remove: a twentieth of all in a fleet's day.
    @inline(__always)
    mutating func empty() {
        while popLast() != nil {}
    }
}
