package dev.tidemill.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The sockets that the server listens on, bound before there is a server.
 *
 * @param port the same for all
 * @param channels one for each address
 */
record Ports(int port, List<ServerSocketChannel> channels) {

  private static final int TRIES = 100;

  /** What stands for this machine alone, in both families of addresses. */
  static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

  /**
   * Binds the port on all addresses, or the next one that is free on all.
   *
   * @param wanted 0 for any
   * @throws UncheckedIOException when none can be had
   */
  static Ports bind(List<String> hosts, int wanted) {
    IOException last = new BindException("no port was tried");
    for (int n = 0; n < TRIES; n++) {
      int port = wanted == 0 ? 0 : wanted + n;
      try {
        return bindAll(hosts, port);
      } catch (BindException e) {
        last = e;
      } catch (IOException e) {
        throw new UncheckedIOException(failure(hosts, wanted, e), e);
      }
    }
    throw new UncheckedIOException(failure(hosts, wanted, last), last);
  }

  private static String failure(List<String> hosts, int port, IOException e) {
    return "Listening on " + hosts + " port " + port + " failed: " + e.getMessage();
  }

  private static Ports bindAll(List<String> hosts, int wanted) throws IOException {
    List<ServerSocketChannel> channels = new ArrayList<>();
    int port = wanted;
    try {
      for (String host : hosts) {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channels.add(channel);
        if (bound(channel, new InetSocketAddress(host, port), channels.size() > 1)) {
          port = channel.socket().getLocalPort();
        } else {
          channels.remove(channel);
          channel.close();
        }
      }
      return new Ports(port, List.copyOf(channels));
    } catch (IOException e) {
      for (ServerSocketChannel channel : channels) {
        channel.close();
      }
      throw e;
    }
  }

  /** A machine without the second family of addresses does without it. */
  private static boolean bound(ServerSocketChannel channel, InetSocketAddress at, boolean optional)
      throws IOException {
    try {
      channel.bind(at);
      return true;
    } catch (BindException e) {
      if (optional && String.valueOf(e.getMessage()).contains("assign requested address")) {
        return false;
      }
      throw e;
    } catch (SocketException | UnsupportedOperationException e) {
      if (optional) {
        return false;
      }
      throw e;
    }
  }
}
