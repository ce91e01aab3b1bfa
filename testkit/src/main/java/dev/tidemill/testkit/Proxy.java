package dev.tidemill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy in front of a Redis that loses connections at a byte of the test's choice, or goes
 * dark: keeps them open and passes nothing on.
 *
 * <p>A cut lets the other side read all that was passed on, then the end of the stream; what it
 * still says is thrown away. Afterwards the proxy passes again.
 *
 * <p><b>Threading:</b> safe for any.
 */
public final class Proxy implements AutoCloseable {

  private final String host;
  private final int redisPort;
  private final ServerSocket listener;
  private final Thread acceptor;
  private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
  private final ByteMeter requests = new ByteMeter();
  private final ByteMeter replies = new ByteMeter();

  private Proxy(String host, int redisPort) throws IOException {
    this.host = host;
    this.redisPort = redisPort;
    this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.acceptor = Thread.ofPlatform().daemon().name("proxy-accept").unstarted(this::accept);
  }

  /** A proxy that passes everything until it is told otherwise. */
  public static Proxy to(String host, int port) {
    try {
      Proxy proxy = new Proxy(host, port);
      proxy.acceptor.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A proxy in front of that Redis. */
  public static Proxy to(TestRedis redis) {
    return to(redis.host(), redis.port());
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The URI of a Redis with this proxy in the place of its host and port. */
  public String uri(String ofRedis) {
    return ofRedis.replaceFirst(
        "(?<=//|@)[^@/]+(?=/|$)", InetAddress.getLoopbackAddress().getHostAddress() + ":" + port());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        links.add(ProxyLink.open(client, host, redisPort, requests, replies));
        links.removeIf(ProxyLink::isOver);
      } catch (IOException e) {
        // The listener was closed, or Redis is away and the client has been told so.
      }
    }
  }

  /** Loses the connection over which the n-th byte from now goes to Redis, after that byte. */
  public void cutAfterRequestBytes(long n) {
    requests.cutAfter(n);
  }

  /** Loses the connection over which the n-th byte from now comes from Redis, after that byte. */
  public void cutAfterReplyBytes(long n) {
    replies.cutAfter(n);
  }

  /** Loses all present connections now. */
  public void cutAll() {
    links.forEach(ProxyLink::abort);
  }

  /** Passes everything on, also what waited while it was dark; no cut is due any more. */
  public void pass() {
    requests.pass();
    replies.pass();
  }

  /** Passes nothing on in either direction from now on; connections stay open, new ones too. */
  public void goDark() {
    requests.goDark();
    replies.goDark();
  }

  /** Bytes passed on to Redis so far. */
  public long requestBytes() {
    return requests.total();
  }

  /** Bytes passed on from Redis so far. */
  public long replyBytes() {
    return replies.total();
  }

  /** Loses all connections and takes no more. */
  @Override
  public void close() {
    pass();
    try {
      listener.close();
      acceptor.join(); // the kernel listens as long as a thread waits there
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cutAll();
  }
}
