/// Which of a site's users have their car there, be it in a bay or in line, and who comes next of
/// those.
///
/// A visit that is due while the car is still there, since it was served late, begins when it has
/// gone: so a site that serves late has no fewer visits to serve.
struct PresentUsers {
    private var isHere: [Bool] = []
    /// The visits that are due already, in the order in which they are.
    private var due: [Visit] = []

    /// Notes that a visit's driver comes; false: the car is still there, and the visit has to wait.
    ///
    /// A visitor who is one of many is never known to be here.
    mutating func come(_ visit: Visit) -> Bool {
        guard visit.user >= 0 else { return true }
        let user = Int(visit.user)
        while isHere.count <= user { isHere.append(false) }
        guard !isHere[user] else {
            due.append(visit)
            return false
        }
        isHere[user] = true
        return true
    }

    /// Notes that a driver has gone; gives the visit for which he comes back at once, if one is due.
    mutating func go(_ user: Int32, at now: SimTime) -> Visit? {
        guard user >= 0, user < isHere.count, isHere[Int(user)] else { return nil }
        isHere[Int(user)] = false
        guard let index = due.firstIndex(where: { $0.user == user }) else { return nil }
        var visit = due.remove(at: index)
        assert(now >= visit.arrived, "a visit that was put off was due")
        visit.arrived = now
        return visit
    }
}
