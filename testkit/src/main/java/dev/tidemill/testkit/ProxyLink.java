package dev.tidemill.testkit;

import java.io.IOException;
import java.net.Socket;

/** One connection of a client through the proxy; a thread for each direction. */
final class ProxyLink {

  private final Socket client;
  private final Socket redis;
  private volatile boolean lost;

  private ProxyLink(Socket client, Socket redis) {
    this.client = client;
    this.redis = redis;
  }

  static ProxyLink open(Socket client, String host, int port, ByteMeter requests, ByteMeter replies)
      throws IOException {
    Socket redis;
    try {
      redis = new Socket(host, port);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    client.setTcpNoDelay(true);
    redis.setTcpNoDelay(true);
    ProxyLink link = new ProxyLink(client, redis);
    link.pump("proxy-requests", client, redis, requests);
    link.pump("proxy-replies", redis, client, replies);
    return link;
  }

  private void pump(String name, Socket from, Socket to, ByteMeter meter) {
    Thread.ofPlatform().daemon().name(name).start(() -> pass(from, to, meter));
  }

  private void pass(Socket from, Socket to, ByteMeter meter) {
    byte[] buffer = new byte[64 * 1024];
    try {
      for (int read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        if (!lost) {
          passOn(buffer, read, from, to, meter);
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      abort();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abort();
    }
  }

  /**
   * At a cut both sides lose each other. The one that was being written to gets its end of stream
   * after the last byte and not a reset, which could overtake that byte; what it answers is read
   * and forgotten.
   */
  private void passOn(byte[] buffer, int length, Socket from, Socket to, ByteMeter meter)
      throws IOException, InterruptedException {
    ByteMeter.Passage passage = meter.admit(length);
    if (passage.cut()) {
      lost = true; // before the last byte is passed on: what it is answered must not slip through
    }
    try {
      to.getOutputStream().write(buffer, 0, passage.bytes());
    } catch (IOException e) {
      if (!lost) {
        throw e;
      }
    }
    if (passage.cut()) {
      to.shutdownOutput();
      from.close();
    }
  }

  /** Ends both halves without further ado. */
  void abort() {
    try (client;
        redis) {
      return;
    } catch (IOException e) {
      // They are being thrown away.
    }
  }

  boolean isOver() {
    return client.isClosed() && redis.isClosed();
  }
}
