package dev.tidemill.redis;

/**
 * One server in a network.
 *
 * @param host name or address
 * @param port 1 to 65535
 */
public record RedisNode(String host, int port) {

  /** As {@code host:port}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
