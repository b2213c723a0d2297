/// Which of a site's users have their car there, be it in a bay or in line.
struct PresentUsers {
    private var isHere: [Bool] = []

    /// A visitor who is one of many is never known to be here.
    func isHere(_ user: Int32) -> Bool {
        user >= 0 && user < isHere.count && isHere[Int(user)]
    }

    mutating func come(_ user: Int32) {
        guard user >= 0 else { return }
        while isHere.count <= user { isHere.append(false) }
        isHere[Int(user)] = true
    }

    mutating func go(_ user: Int32) {
        if isHere(user) { isHere[Int(user)] = false }
    }
}
