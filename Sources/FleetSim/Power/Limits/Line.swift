/// One of the three live lines of a grid.
enum Line: Int, CaseIterable {
    case l1, l2, l3
}

/// A figure for each of the three lines.
struct PerLine: Equatable {
    var l1: Int64
    var l2: Int64
    var l3: Int64

    static let zero = PerLine(all: 0)

    init(_ l1: Int64, _ l2: Int64, _ l3: Int64) {
        self.l1 = l1
        self.l2 = l2
        self.l3 = l3
    }

    init(all figure: Int64) {
        self.init(figure, figure, figure)
    }

    static func += (sum: inout PerLine, other: PerLine) {
        for line in Line.allCases { sum[line] += other[line] }
    }

    subscript(line: Line) -> Int64 {
        get {
            switch line {
            case .l1: l1
            case .l2: l2
            case .l3: l3
            }
        }
        set {
            switch line {
            case .l1: l1 = newValue
            case .l2: l2 = newValue
            case .l3: l3 = newValue
            }
        }
    }
}
