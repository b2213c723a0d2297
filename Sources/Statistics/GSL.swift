import CGSL

/// The door to the GNU Scientific Library: every call goes through here.
enum GSL {
    /// Left alone, GSL aborts the process at the first argument it does not like.
    private static let returnsInsteadOfAborting: Void = {
        gsl_set_error_handler_off()
    }()

    /// Calls GSL; where it has no answer, the result is not a number.
    static func evaluate(_ function: () -> Double) -> Double {
        returnsInsteadOfAborting
        return function()
    }
}
