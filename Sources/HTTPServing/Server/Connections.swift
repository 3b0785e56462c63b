import Identity
import NIOCore
import Synchronization

/// The connections that are open: how many there may be, from one network too, and which of them are idle.
///
/// When there are too many, the one that has been idle for longest is closed for the newcomer; the newcomer, where none is idle.
final class Connections: Sendable {
    /// One of them.
    final class Place: Sendable {
        let channel: any Channel
        let network: String
        /// When it became idle, in nanoseconds of monotonic time; 0 while a request is answered.
        private let idle: Atomic<UInt64>
        private let client = Mutex<(isGone: Bool, whenGone: (@Sendable () -> Void)?)>((false, nil))

        init(_ channel: any Channel, network: String) {
            self.channel = channel
            self.network = network
            idle = Atomic(NIODeadline.now().uptimeNanoseconds)
        }

        var idleSince: UInt64 { idle.load(ordering: .relaxed) }
        func begin() { idle.store(0, ordering: .relaxed) }
        func end() { idle.store(NIODeadline.now().uptimeNanoseconds, ordering: .relaxed) }

        /// Does this when the client goes, or at once where it has gone.
        func watch(_ whenGone: (@Sendable () -> Void)?) {
            let isGone = client.withLock { client in
                client.whenGone = whenGone
                return client.isGone
            }
            if isGone { whenGone?() }
        }

        func leave() {
            let whenGone = client.withLock { client in
                client.isGone = true
                return client.whenGone
            }
            whenGone?()
        }
    }

    private struct State {
        var places: [ObjectIdentifier: Place] = [:]
        var byNetwork: [String: Int] = [:]
    }

    private let state = Mutex(State())
    private let most: Int
    private let mostOfNetwork: Int

    init(most: Int, ofOneNetwork: Int) {
        self.most = max(1, most)
        mostOfNetwork = max(1, min(ofOneNetwork, most))
    }

    /// Takes a new connection in; nil where it must be closed again.
    func open(_ channel: any Channel) -> Place? {
        let network = channel.remoteAddress?.ipAddress.map(ClientNetwork.name) ?? ""
        let place = Place(channel, network: network)
        let (isTaken, victim) = state.withLock { state -> (Bool, Place?) in
            var victim: Place?
            if !network.isEmpty, state.byNetwork[network, default: 0] >= mostOfNetwork {
                victim = Self.longestIdle(state.places.values.lazy.filter { $0.network == network })
                if victim == nil { return (false, nil) }
            } else if state.places.count >= most {
                victim = Self.longestIdle(state.places.values)
                if victim == nil { return (false, nil) }
            }
            if let victim { Self.remove(victim, &state) }
            state.places[ObjectIdentifier(channel)] = place
            state.byNetwork[network, default: 0] += 1
            return (true, victim)
        }
        victim?.channel.close(promise: nil)
        return isTaken ? place : nil
    }

    func close(_ place: Place) {
        place.leave()
        state.withLock { Self.remove(place, &$0) }
    }

    func place(of channel: any Channel) -> Place? { state.withLock { $0.places[ObjectIdentifier(channel)] } }

    private static func longestIdle(_ places: some Sequence<Place>) -> Place? {
        places.filter { $0.idleSince > 0 }.min { $0.idleSince < $1.idleSince }
    }

    private static func remove(_ place: Place, _ state: inout State) {
        guard state.places[ObjectIdentifier(place.channel)] === place else { return }
        state.places[ObjectIdentifier(place.channel)] = nil
        let left = state.byNetwork[place.network, default: 1] - 1
        state.byNetwork[place.network] = left > 0 ? left : nil
    }
}
