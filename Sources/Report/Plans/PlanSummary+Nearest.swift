import Scenarios

/// Of plans without an answer: the design that comes nearest to one.
extension PlanSummary {
    /// For each kind of drivers the design that is the answer or, where every design misses a
    /// target, the one that misses by least.
    var told: [Design] {
        kinds.compactMap { kind in
            let own = designs.filter { $0.arrivals == kind }
            return own.first(where: \.isSmallest) ?? nearest(of: own)
        }
    }

    /// nil where a design meets the targets, or may meet them.
    func nearest(of designs: [Design]) -> Design? {
        guard !designs.isEmpty, designs.allSatisfy({ $0.verdict == .missed }) else { return nil }
        let known = designs.compactMap { design in
            design.misses.map(\.share).max().map { (design, share: $0) }
        }
        return known.min { $0.share < $1.share }.map(\.0)
    }

    /// Which design is nearest, and by how much it misses.
    func nearness(of designs: [Design]) -> String? {
        guard let nearest = nearest(of: designs) else { return nil }
        let misses = nearest.misses.map(\.text).joined(separator: "; ")
        return "Nearest: \(name(of: nearest)) (\(misses))."
    }
}

extension PlanSummary.Design {
    /// By how much a target is missed: as a share of its bound, and in words.
    fileprivate struct Miss {
        var share: Double
        var text: String
    }

    fileprivate var misses: [Miss] {
        targets.filter { $0.verdict == .missed }.compactMap { target in
            guard let value = self[target.figure]?.mean, let bound = target.bound else {
                return nil
            }
            let figure = target.figure
            let gap = abs(value - bound)
            let unit = figure.shown.unit.isEmpty ? "" : " \(figure.shown.unit)"
            return Miss(
                share: bound == 0 ? gap : gap / abs(bound),
                text: "\(figure.rawValue) \(figure.text(value))\(unit), "
                    + "\(figure.text(gap))\(unit) \(value > bound ? "over" : "under")"
            )
        }
    }
}
