// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization

/// A relay between a client and a server of this machine that can break the connection at any byte.
///
/// It sees what TLS makes of the traffic, so it cuts below TLS, as a broken network does.
package final class LoopbackRelay: Sendable {
  /// Where to cut.
  package struct Cut: Hashable, Sendable {
    /// Whose bytes are counted.
    package enum Side: Hashable, Sendable, CaseIterable {
      case client
      case server
    }

    /// What the client sees then.
    package enum Ending: Hashable, Sendable {
      /// The orderly end of the stream.
      case close
      /// A reset: what was not read yet is lost as well.
      case reset
      /// Nothing, until it gives up, at most for this long; then the end of the stream.
      case stall(milliseconds: Int32)
    }

    /// Whose bytes are counted.
    package let side: Side
    /// How many of them still pass.
    package let passing: Int
    /// What the client sees then.
    package let ending: Ending

    /// Creates a place to cut at.
    package init(_ side: Side, passing: Int, ending: Ending) {
      self.side = side
      self.passing = passing
      self.ending = ending
    }

    /// Creates a place to cut at.
    package init(_ side: Side, passing: Int, isReset: Bool = false) {
      self.init(side, passing: passing, ending: isReset ? .reset : .close)
    }
  }

  /// POLLRDHUP, which Glibc's module lacks: the other end sends no more.
  private static let hangUp: Int16 = 0x2000

  private struct Traffic {
    var fromClient: [UInt8] = []
    var fromServer: [UInt8] = []
  }

  /// The port to connect to.
  package let port: Int
  private let listener: Int32
  private let traffic = Mutex(Traffic())

  /// Starts a relay for any number of connections; `cut` holds for each.
  package init(to target: Int, cut: Cut? = nil) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { break }
        Thread.detachNewThread { [self] in relay(client, to: target, cut: cut) }
      }
      close(listener)
    }
  }

  /// Stops taking connections.
  package func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  /// What the client has said, as far as it passed.
  package var fromClient: [UInt8] { traffic.withLock(\.fromClient) }
  /// What the server has said, passed or not.
  package var fromServer: [UInt8] { traffic.withLock(\.fromServer) }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return address
  }

  private func relay(_ client: Int32, to target: Int, cut: Cut?) {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(port: target)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    var left = cut?.passing ?? .max
    var isOver = !isConnected
    while !isOver {
      var ends = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0),
        pollfd(fd: server, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&ends, 2, -1) > 0 else { break }
      if ends[0].revents != 0 {
        isOver = !pass(from: client, to: server, .client, cut: cut, left: &left)
      } else if ends[1].revents != 0 {
        isOver = !pass(from: server, to: client, .server, cut: cut, left: &left)
      }
    }
    switch cut?.ending {
    case .stall(let milliseconds):
      var end = pollfd(fd: client, events: Self.hangUp, revents: 0)
      poll(&end, 1, milliseconds)
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(client, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    case .close, nil: break
    }
    close(server)
    close(client)
  }

  /// Passes what is there; false when the connection is to end.
  private func pass(from source: Int32, to sink: Int32, _ side: Cut.Side, cut: Cut?, left: inout Int) -> Bool
  {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(source, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    let passing = cut?.side == side ? min(left, count) : count
    if cut?.side == side { left -= passing }
    traffic.withLock { traffic in
      switch side {
      case .client: traffic.fromClient += buffer[..<passing]
      case .server: traffic.fromServer += buffer[..<count]
      }
    }
    var start = 0
    while start < passing {
      let sent = buffer.withUnsafeBytes { bytes in
        send(sink, bytes.baseAddress?.advanced(by: start), passing - start, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      start += sent
    }
    return passing == count && left > 0
  }
}
