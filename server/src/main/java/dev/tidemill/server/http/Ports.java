package dev.tidemill.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The sockets that the server listens on, bound before there is a server: who connects early waits.
 *
 * @param loopback whether this machine alone can reach them
 * @param port the same for all
 * @param channels one for each address
 */
public record Ports(boolean loopback, int port, List<ServerSocketChannel> channels)
    implements AutoCloseable {

  private static final int TRIES = 100;

  /** So many may knock at once: whoever finds no room tries again only after a second. */
  private static final int MOST_KNOCKING = 1024;

  private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "::1", "localhost");

  /** What stands for this machine alone, in both families of addresses. */
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

  /**
   * Binds the port, or the next one that is free.
   *
   * @param host a loopback address stands for both of them
   * @param port 0 for any free one
   * @throws UncheckedIOException when none can be had
   */
  public static Ports bind(String host, int port) {
    boolean loopback = LOOPBACK_NAMES.contains(host);
    return bind(loopback, loopback ? LOOPBACK : List.of(host), port);
  }

  private static Ports bind(boolean loopback, List<String> hosts, int wanted) {
    IOException last = new BindException("no port was tried");
    for (int n = 0; n < TRIES; n++) {
      int port = wanted == 0 ? 0 : wanted + n;
      try {
        List<ServerSocketChannel> channels = bindAll(hosts, port);
        return new Ports(loopback, channels.get(0).socket().getLocalPort(), channels);
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

  private static List<ServerSocketChannel> bindAll(List<String> hosts, int wanted)
      throws IOException {
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
      return List.copyOf(channels);
    } catch (IOException e) {
      close(channels);
      throw e;
    }
  }

  private static void close(List<ServerSocketChannel> channels) throws IOException {
    for (ServerSocketChannel channel : channels) {
      channel.close();
    }
  }

  /** Lets go of them, also when a server has had them. */
  @Override
  public void close() {
    try {
      close(channels);
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port + " cannot be let go of", e);
    }
  }

  /** A machine without the second family of addresses does without it. */
  private static boolean bound(ServerSocketChannel channel, InetSocketAddress at, boolean optional)
      throws IOException {
    try {
      channel.bind(at, MOST_KNOCKING);
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
