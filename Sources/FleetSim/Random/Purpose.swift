/// What a stream of randomness is for; each entity has one stream per purpose.
///
/// The numbers are part of every run's results: a purpose keeps its number for ever, and a new one
/// takes the next.
package struct Purpose: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    package static let arrivalGap = Purpose(rawValue: 1)
    package static let dwell = Purpose(rawValue: 2)
    package static let energy = Purpose(rawValue: 3)
    package static let vehicle = Purpose(rawValue: 4)
    package static let tag = Purpose(rawValue: 5)
    package static let bay = Purpose(rawValue: 6)
    package static let think = Purpose(rawValue: 7)
    package static let backOff = Purpose(rawValue: 8)
    package static let service = Purpose(rawValue: 9)
    package static let linkUp = Purpose(rawValue: 10)
    package static let linkDown = Purpose(rawValue: 11)
    package static let powerOn = Purpose(rawValue: 12)
    package static let registration = Purpose(rawValue: 13)
    package static let tagStatus = Purpose(rawValue: 14)
    package static let ties = Purpose(rawValue: 15)
    package static let commands = Purpose(rawValue: 16)
    package static let handshake = Purpose(rawValue: 17)
    package static let keyPair = Purpose(rawValue: 18)
    package static let dropOut = Purpose(rawValue: 19)
    package static let faultShare = Purpose(rawValue: 20)
    package static let cardEntry = Purpose(rawValue: 21)
    package static let choice = Purpose(rawValue: 22)
    package static let pinUser = Purpose(rawValue: 23)
    package static let load = Purpose(rawValue: 24)
    package static let masks = Purpose(rawValue: 25)
    package static let webSocketKey = Purpose(rawValue: 26)
    package static let tariffDelay = Purpose(rawValue: 27)
    package static let powerReturn = Purpose(rawValue: 28)
    package static let flapping = Purpose(rawValue: 29)
    package static let linkTrouble = Purpose(rawValue: 30)
    package static let dayFactor = Purpose(rawValue: 31)
    package static let patience = Purpose(rawValue: 32)
    package static let misstatement = Purpose(rawValue: 33)
    package static let leaving = Purpose(rawValue: 34)
    package static let userGap = Purpose(rawValue: 35)
    package static let replication = Purpose(rawValue: 36)
    package static let remoteStart = Purpose(rawValue: 40)
    package static let remoteTag = Purpose(rawValue: 41)
}
