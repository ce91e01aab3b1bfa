package dev.tidemill.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A Redis that others may have on this machine.
 *
 * @param host where it would be
 * @param port where it would listen
 */
record Neighbour(String host, int port) {

  /** Where a Redis is when nobody has chosen another place. */
  static final Neighbour USUAL = new Neighbour("127.0.0.1", 6379);

  private static final int LONGEST = 200; // ms, to connect and to answer: nobody waits for it
  private static final int ENOUGH = 7; // letters, of -NOAUTH

  /** Whether a Redis answers there now, be it that it wants a password. */
  boolean isThere() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), LONGEST);
      socket.setSoTimeout(LONGEST);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(ENOUGH);
      String said = new String(answer, StandardCharsets.US_ASCII);
      return said.startsWith("+PONG") || said.startsWith("-NOAUTH");
    } catch (IOException e) {
      return false;
    }
  }

  String url() {
    return "redis://" + host + ":" + port;
  }
}
