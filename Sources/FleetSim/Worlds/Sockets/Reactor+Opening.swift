// Channels begin: they are dialled, or accepted, and upgraded.
extension Reactor {
    /// Begins to call a server; what comes of it is told later.
    mutating func connect(
        to address: SocketAddress,
        from end: LocalEnds.End? = nil,
        _ request: UpgradeRequest,
        as who: TLSIdentity = TLSIdentity(),
        owner: Int32
    ) throws(SystemError) -> ChannelID {
        let socket = try TCP.connect(to: address, from: end)
        var channel = Channel(
            socket: socket,
            role: .client,
            owner: owner,
            state: .connecting,
            longestMessage: limits.longestMessage
        )
        channel.upgrade = .client(ClientUpgrade(request))
        // It is sent as soon as the connection stands.
        channel.backlog.appendRequest(request)
        channel.tls = try tls?.session(over: socket, with: request.url.host, as: who)
        return try watch(channel)
    }

    /// Calls a server only to see whether TLS is spoken at its port, which its end tells.
    ///
    /// It has as long for that as a client of ours has for its upgrade.
    mutating func lookForTLS(
        at address: SocketAddress,
        from end: LocalEnds.End?,
        _ tls: TLSContext
    ) throws(SystemError) -> ChannelID {
        let socket = try TCP.connect(to: address, from: end)
        var channel = Channel(
            socket: socket,
            role: .client,
            owner: Self.noOwner,
            state: .connecting,
            longestMessage: limits.longestMessage
        )
        channel.looksForTLS = true
        channel.tls = try tls.session(over: socket, with: address.host, as: TLSIdentity())
        let id = try watch(channel)
        newcomers.add(id, from: 0, at: uptime.now)
        return id
    }

    /// Accepts connections at a socket; what comes in has no owner until it is accepted.
    mutating func listen(at listener: ListeningSocket) throws(SystemError) {
        let socket = try TCP.another(of: listener.descriptor)
        let channel = Channel(
            socket: socket,
            role: .server,
            owner: nil,
            state: .listening,
            longestMessage: limits.longestMessage
        )
        _ = try watch(channel)
        listeners += 1
    }

    private mutating func watch(_ channel: consuming Channel) throws(SystemError) -> ChannelID {
        let socket = channel.socket
        let id = channels.add(channel)
        do throws(SystemError) {
            try poller.watch(socket, token: id.token)
            return id
        } catch {
            release(id)
            throw error
        }
    }

    /// As many as are taken in before those who are here get their turn.
    private static let arrivalsPerTurn = 64
    /// While this many wait for their handshakes, the others wait outside.
    private static let maximumHandshakes = 64

    /// Takes in those who knock at a listener, for whom there may have to be made room.
    mutating func admit(_ listener: Int32) {
        for _ in 0..<Self.arrivalsPerTurn {
            let now = uptime.now
            guard turns.waitingHandshakes < Self.maximumHandshakes else { break }
            guard newcomers.hasRoom(at: now) else {
                starve(listener, at: now)
                return
            }
            do throws(SystemError) {
                var peer: UInt64 = 0
                guard let socket = try TCP.accept(channels[listener].socket, from: &peer) else {
                    return
                }
                try welcome(socket, from: peer, at: now)
            } catch {
                // Out of file descriptors: one is taken from who has not said yet who it is, or it
                // goes on when one is given back. What a rule of the system forbids (EPERM) no client's end
                // mends: then the others stay, and it goes on later.
                let isForbidden = error.call == "accept" && !error.isShortage
                guard !isForbidden, let oldest = newcomers.oldest(at: now) else {
                    starve(listener, at: now, isForbidden: isForbidden)
                    return
                }
                release(oldest)
            }
        }
        lookAgain(at: listener)
    }

    private mutating func starve(_ listener: Int32, at now: SimTime, isForbidden: Bool = false) {
        starved.append(channels.id(of: listener))
        starvedSince = now
        self.isForbidden = isForbidden
    }

    private mutating func welcome(
        _ socket: Int32,
        from peer: UInt64,
        at now: SimTime
    ) throws(SystemError) {
        var channel = Channel(
            socket: socket,
            role: .server,
            owner: Self.noOwner,
            state: tls == nil ? .upgrading : .securing,
            longestMessage: limits.longestMessage
        )
        channel.upgrade = .server(ServerUpgrade())
        channel.tls = try tls?.session(over: socket)
        let id = try watch(channel)
        newcomers.add(id, from: peer, at: now)
        // It waits for its handshake from now on, not from when the kernel names it: by then any number
        // would have been taken in.
        if tls != nil { lookAgain(at: id.slot) }
        while let excess = newcomers.excess(from: peer, at: now) { release(excess) }
    }

    /// Goes on with an upgrade; tells when the server has answered, or the client has asked.
    mutating func upgrade(
        _ slot: Int32,
        _ input: inout UnsafeMutableRawBufferPointer
    ) -> What? {
        switch channels[slot].upgrade.take() {
        case .client(var upgrade):
            let outcome = upgrade.next(&input)
            if outcome == nil { channels[slot].upgrade = .client(upgrade) }
            return outcome.map { concluded($0, beneath: input, slot) }
        case .server(var upgrade):
            switch upgrade.next(&input) {
            case nil:
                channels[slot].upgrade = .server(upgrade)
                return nil
            case .asked(let request):
                channels[slot].upgrade = .pending(request)
                return .asked(request)
            case .failed(let error):
                refuse(channels.id(of: slot), error.status, because: error.description)
                return nil
            }
        case .pending(let request):
            // Frames before the answer: no client may send them.
            channels[slot].upgrade = .pending(request)
            return .ended(.violated("it spoke before it was answered"))
        case nil:
            return nil
        }
    }

    private mutating func concluded(
        _ outcome: ClientUpgrade.Outcome,
        beneath body: UnsafeMutableRawBufferPointer,
        _ slot: Int32
    ) -> What {
        switch outcome {
        case .opened(_, let server):
            channels[slot].state = .open
            return .opened(server: server)
        case .openedWithoutSubprotocol:
            channels[slot].state = .open
            sayFarewell(1002, slot)
            return .ended(.refused("the CSMS agreed to no sub-protocol"))
        case .refused(400, _, _) where channels[slot].tls == nil && ClientUpgrade.asksForTLS(body):
            return .ended(.refused(UpgradeError.speaksTLS.description))
        case .refused(let status, let reason, let location):
            return .ended(.turnedAway(status: status, reason: reason, location: location))
        case .failed(.speaksTLS):
            return .ended(.refused(UpgradeError.speaksTLS.description))
        case .failed(let error):
            return .ended(.refused("the CSMS answered the upgrade wrongly: \(error)"))
        }
    }

    /// Whom the certificate is for that a client has shown.
    func peerName(of id: ChannelID) -> String? {
        channels.holds(id) ? channels[id.slot].tls?.peerName : nil
    }

    /// Grants a request: from now on the channel has an owner.
    mutating func accept(_ id: ChannelID, subprotocol: String?, owner: Int32) {
        guard channels.holds(id), case .pending(let request) = channels[id.slot].upgrade.take()
        else { return }
        newcomers.remove(id)
        channels[id.slot].owner = owner
        channels[id.slot].state = .open
        output.clear()
        output.appendAcceptance(of: request, subprotocol: subprotocol)
        put(id.slot)
    }

    /// Answers a request with a refusal and hangs up.
    mutating func refuse(_ id: ChannelID, _ status: HTTPStatus, because: String = "") {
        guard channels.holds(id) else { return }
        output.clear()
        output.appendRefusal(status, because: because)
        put(id.slot)
        hangUp(id)
    }

    /// Owns what has been accepted and has not said yet who it is.
    static var noOwner: Int32 { -1 }
}
