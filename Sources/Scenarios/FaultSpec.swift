/// Something that goes wrong at a known time.
package struct FaultSpec: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// The CSMS drops every connection and takes none for a while.
        case csmsRestart(down: Duration)
    }

    package var at: Duration
    package var kind: Kind

    package init(at: Duration, kind: Kind) {
        self.at = at
        self.kind = kind
    }
}
