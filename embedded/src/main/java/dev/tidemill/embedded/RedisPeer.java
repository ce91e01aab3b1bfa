package dev.tidemill.embedded;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The few words an owner has to exchange with its server: text commands, text answers.
 *
 * <p><b>Threading:</b> one thread at a time; {@link #close()} may come from any.
 */
final class RedisPeer implements AutoCloseable {

  /** Redis answered with an error. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }

    /** The server is there and reads its files. */
    boolean isLoading() {
      return String.valueOf(getMessage()).startsWith("LOADING");
    }
  }

  private final Socket socket;
  private final InputStream in;

  private RedisPeer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RedisPeer connect(ServerSettings settings, Duration limit) throws IOException {
    Socket socket = new Socket();
    try {
      int millis = (int) limit.toMillis();
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      socket.connect(new InetSocketAddress(loopback, settings.port()), millis);
      socket.setSoTimeout(millis);
      RedisPeer peer = new RedisPeer(socket);
      if (!settings.password().isEmpty()) {
        peer.call("AUTH", settings.password());
      }
      return peer;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends a command and reads its answer, which must be a status, a number or a text. */
  String call(String... words) throws IOException {
    StringBuilder frame = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      frame.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    socket.getOutputStream().write(frame.toString().getBytes(StandardCharsets.UTF_8));
    String head = line();
    String rest = head.substring(1);
    return switch (head.charAt(0)) {
      case '+', ':' -> rest;
      case '$' -> bulk(Integer.parseInt(rest));
      case '-' -> throw new Refused(rest);
      default -> throw new IOException("Not an answer of Redis: " + head);
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    byte[] body = in.readNBytes(length + 2);
    if (body.length < length + 2) {
      throw new EOFException("The server closed the connection within an answer");
    }
    return new String(body, 0, length, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The server closed the connection");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    if (text.isEmpty()) {
      throw new IOException("Not an answer of Redis: an empty line");
    }
    return text.toString();
  }

  /** Returns when the connection has ended, which it does at the latest with the server. */
  void awaitEnd() {
    try {
      socket.setSoTimeout(0);
      while (in.read() >= 0) {
        // Nothing was asked for, so nothing that comes matters.
      }
    } catch (SocketException e) {
      // Reset or closed: ended all the same.
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up anyway.
    }
  }
}
