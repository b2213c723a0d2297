import Glibc

/// Where the variables come from that a scenario names.
package struct Environment: Sendable {
    package let value: @Sendable (_ name: String) -> String?

    package init(_ value: @escaping @Sendable (_ name: String) -> String?) {
        self.value = value
    }

    /// What this process was started with.
    package static let process = Environment { name in
        getenv(name).flatMap { String(validatingCString: $0) }
    }
    /// For a text that is looked at without what its run had.
    package static let empty = Environment { _ in nil }
}
