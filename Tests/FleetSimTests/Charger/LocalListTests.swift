import Testing

@testable import FleetSim

@Suite struct `local authorisation list` {
    @Test func `a full list replaces all, and without tags it clears`() {
        var bench = ChargerBench.accepted()
        bench.demand("GetLocalListVersion")
        #expect(bench.reply == "{\"listVersion\":0}")
        bench.sendList(7, ["A:Accepted", "B:Blocked"])
        #expect(bench.reply == .accepted)
        bench.demand("GetLocalListVersion")
        #expect(bench.reply == "{\"listVersion\":7}")
        bench.sendList(3, ["C:Accepted"])
        #expect(bench.reply == .accepted)
        bench.demand("GetLocalListVersion")
        #expect(bench.reply == "{\"listVersion\":3}")
        #expect(bench.charger.tags.list.records.map(\.tag.text) == ["C"])
        bench.sendList(1, nil)
        #expect(bench.reply == .accepted)
        bench.demand("GetLocalListVersion")
        #expect(bench.reply == "{\"listVersion\":0}")
    }

    @Test func `changes add, replace and delete, and need a higher version`() {
        var bench = ChargerBench.accepted()
        bench.sendList(2, ["B:Accepted", "D:Accepted", "A:Blocked"])
        #expect(bench.reply == .accepted)
        let changes = ["e:Accepted", "b", "A:Accepted:FAMILY", "NOBODY"]
        bench.sendList(5, changes, type: "Differential")
        #expect(bench.reply == .accepted)
        bench.sendList(4, ["A"], type: "Differential")
        #expect(bench.reply == .status("VersionMismatch"))
        bench.sendList(5, ["A"], type: "Differential")
        #expect(bench.reply == .status("VersionMismatch"))
        bench.demand("GetLocalListVersion")
        #expect(bench.reply == "{\"listVersion\":5}")
        #expect(bench.charger.tags.list.records.map(\.tag.text) == ["A", "D", "e"])
        #expect(bench.charger.tags.list.records.first?.parent?.text == "FAMILY")
        bench.sendList(6, [], type: "Differential")
        #expect(bench.reply == .accepted)
        bench.demand("GetLocalListVersion")
        #expect(bench.reply == "{\"listVersion\":6}")
    }

    @Test(arguments: [
        ["A:Accepted", "a:Blocked"], ["A:Accepted", "B"],
        ["A:Accepted", "B:Accepted", "C:Accepted", "D:Accepted"],
    ])
    func `a list with duplicates, without a status or too long fails and changes nothing`(
        tags: [String]
    ) {
        var bench = ChargerBench.accepted(configuration: [(.sendLocalListMaxLength, "3")])
        bench.sendList(1, ["KEPT:Accepted"])
        #expect(bench.reply == .accepted)
        bench.sendList(2, tags)
        #expect(bench.reply == .status("Failed"))
        bench.demand("GetLocalListVersion")
        #expect(bench.reply == "{\"listVersion\":1}")
        #expect(bench.charger.tags.list.records.map(\.tag.text) == ["KEPT"])
    }

    @Test func `no more tags than there is room for`() {
        var bench = ChargerBench.accepted(configuration: [(.localAuthListMaxLength, "3")])
        bench.sendList(1, ["A:Accepted", "B:Accepted", "C:Accepted"])
        #expect(bench.reply == .accepted)
        bench.sendList(2, ["D:Accepted"], type: "Differential")
        #expect(bench.reply == .status("Failed"))
        bench.sendList(2, ["D:Accepted", "A"], type: "Differential")
        #expect(bench.reply == .accepted)
    }

    @Test(arguments: [0, -1, -9])
    func `versions below one are none`(version: Int) {
        var bench = ChargerBench.accepted()
        bench.sendList(version, ["A:Accepted"])
        #expect(bench.reply == .status("Failed"))
        bench.sendList(version, ["A:Accepted"], type: "Differential")
        #expect(bench.reply == .status("VersionMismatch"))
    }

    @Test func `a list that is switched off is as none, and is there again when it is on`() {
        var bench = ChargerBench.accepted(configuration: [(.localPreAuthorize, "true")])
        bench.sendList(4, ["A:Accepted"])
        #expect(bench.reply == .accepted)
        bench.set("LocalAuthListEnabled", "false")
        #expect(bench.reply == .accepted)
        bench.demand("GetLocalListVersion")
        #expect(bench.reply == "{\"listVersion\":-1}")
        bench.sendList(5, ["B:Accepted"])
        #expect(bench.reply == .status("NotSupported"))
        bench.arrive(tag: "A", staySeconds: 60)
        bench.advance(seconds: 200)
        #expect(bench.calls.contains("Authorize"))
        bench.set("LocalAuthListEnabled", "true")
        #expect(bench.reply == .accepted)
        bench.demand("GetLocalListVersion")
        #expect(bench.reply == "{\"listVersion\":4}")
    }

    @Test func `without the profile there is an error as for all that a charger has not`() {
        var bench = ChargerBench(features: [.core])
        bench.powerOn()
        bench.advance(seconds: 5)
        bench.demand("GetLocalListVersion")
        #expect(bench.reply.hasPrefix("\"NotSupported\""))
        bench.sendList(1, ["A:Accepted"])
        #expect(bench.reply.hasPrefix("\"NotSupported\""))
    }

    @Test func `the list outlives a restart`() {
        var bench = ChargerBench.accepted()
        bench.sendList(4, ["A:Accepted"])
        #expect(bench.reply == .accepted)
        bench.demand("Reset", "{\"type\":\"Hard\"}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 120)
        #expect(bench.charger.registration == .accepted)
        bench.demand("GetLocalListVersion")
        #expect(bench.reply == "{\"listVersion\":4}")
    }

    @Test func `a tag of the list need not be asked about where the key says so`() {
        var bench = ChargerBench.accepted(configuration: [(.localPreAuthorize, "true")])
        bench.sendList(1, ["LISTED:Accepted"])
        #expect(bench.reply == .accepted)
        bench.arrive(tag: "listed", staySeconds: 60)
        bench.advance(seconds: 200)
        #expect(bench.calls.contains("StartTransaction"))
        #expect(!bench.calls.contains("Authorize"))
    }

    @Test func `the list counts before the cache, which holds no tag of the list`() {
        var bench = ChargerBench.accepted(configuration: [(.localPreAuthorize, "true")])
        bench.arrive(tag: "A", staySeconds: 60)
        bench.advance(seconds: 200)
        bench.sendList(1, ["A:Blocked"])
        #expect(bench.reply == .accepted)
        bench.isReachable = false
        bench.close()
        bench.arrive(tag: "A", staySeconds: 600)
        bench.advance(seconds: 900)
        #expect(bench.visits.last?.started == nil)
        bench.isReachable = true
        bench.advance(seconds: 60)
        // Nothing of the tag is left when the list goes, though the CSMS spoke of it meanwhile.
        bench.arrive(tag: "A", staySeconds: 60)
        bench.advance(seconds: 200)
        bench.sendList(1, nil)
        #expect(bench.reply == .accepted)
        bench.forget()
        bench.arrive(tag: "A", staySeconds: 60)
        bench.advance(seconds: 200)
        #expect(bench.calls.contains("Authorize"))
    }

    @Test func `a CSMS that contradicts its list is told so each time`() {
        var bench = ChargerBench.accepted()
        bench.sendList(1, ["A:Blocked", "B:Accepted"])
        #expect(bench.reply == .accepted)
        bench.forget()
        bench.arrive(tag: "A", staySeconds: 60)
        bench.advance(seconds: 25)
        let conflicts = bench.sent.filter { $0.contains("LocalListConflict") }
        // Once for the answer to Authorize and once for that to StartTransaction.
        #expect(conflicts.count == 2)
        #expect(
            conflicts.first?.contains(
                "{\"connectorId\":0,\"errorCode\":\"LocalListConflict\",\"status\":\"Available\""
            ) == true
        )
        bench.advance(seconds: 200)
        bench.forget()
        bench.arrive(tag: "B", staySeconds: 60)
        bench.advance(seconds: 200)
        #expect(!bench.sent.contains { $0.contains("LocalListConflict") })
    }

    @Test func `chargers that were sent the same list hold one`() throws {
        var output = ChargerOutput()
        var chargers = (0..<20).map { _ in ChargerBench.accepted().charger }
        func send(_ list: String, to charger: Int) {
            var frame = "[2,\"c\",\"SendLocalList\",{\(list)}]"
            frame.withUTF8 {
                let event = ChargerEvent.frame(UnsafeRawBufferPointer($0))
                chargers[charger].handle(event, at: .zero + .seconds(60), into: &output)
            }
        }
        func addresses() -> Set<UnsafePointer<TagRecord>?> {
            Set(
                chargers.map { charger in
                    charger.tags.list.records.withUnsafeBufferPointer { $0.baseAddress }
                }
            )
        }
        let tags = (0..<50).map { "{\"idTag\":\"T\($0)\",\"idTagInfo\":{\"status\":\"Accepted\"}}" }
        let full =
            "\"listVersion\":1,\"localAuthorizationList\":[\(tags.joined(separator: ","))],"
            + "\"updateType\":\"Full\""
        for charger in chargers.indices { send(full, to: charger) }
        #expect(chargers.allSatisfy { $0.tags.list.records.count == 50 })
        #expect(addresses().count == 1)
        let change =
            "\"listVersion\":2,\"localAuthorizationList\":[{\"idTag\":\"T7\"}],"
            + "\"updateType\":\"Differential\""
        for charger in chargers.indices.dropFirst() { send(change, to: charger) }
        #expect(chargers.map(\.tags.list.records.count).sorted().prefix(2) == [49, 49])
        #expect(addresses().count == 2)
    }

    @Test(arguments: UInt64(1)...50)
    func `a list is what a plain table would be`(seed: UInt64) {
        var random = RandomStream(seed: seed, entity: 0, purpose: .ties)
        var list = LocalList()
        var shelf = ListShelf()
        var plain: [String: AuthorizationStatus] = [:]
        for version in 1...40 {
            var sent: [String: AuthorizationStatus?] = [:]
            for _ in 0..<random.below(8) {
                sent["T\(random.below(20))"] =
                    random.chance(0.3) ? .some(nil) : random.chance(0.5) ? .accepted : .blocked
            }
            let changes = sent.sorted { $0.key > $1.key }.compactMap { tag, status in
                IdToken(tag).map {
                    AuthorizationData(idTag: $0, idTagInfo: status.map { IdTagInfo(status: $0) })
                }
            }
            let status = list.take(
                SendLocalList(
                    listVersion: version + 100,
                    localAuthorizationList: changes,
                    updateType: .differential
                ),
                room: .init(perUpdate: 10, inAll: 100),
                shelf: &shelf
            )
            #expect(status == .accepted)
            for (tag, status) in sent { plain[tag] = status }
            for number in 0..<20 {
                guard let tag = IdToken("t\(number)") else { continue }
                #expect(list.record(of: tag)?.status == plain["T\(number)"])
            }
            #expect(list.records.count == plain.count)
        }
    }
}
