package dev.tidemill.server.cli;

import java.util.Set;

/**
 * What {@code serve} and {@code demo} were told.
 *
 * @param redis where the queue lives
 * @param pool what the pool does
 * @param http where the page is served
 * @param begin what happens at once
 * @param explained all of its settings, to be shown
 */
public record ServeConfig(
    RedisConfig redis, PoolConfig pool, HttpConfig http, Begin begin, Explained explained) {

  /**
   * What happens at once.
   *
   * @param start whether the pool starts
   * @param openBrowser whether a browser may be opened
   */
  public record Begin(boolean start, boolean openBrowser) {}

  /**
   * Where the page is served.
   *
   * @param host the address to listen on
   * @param port 0 for a free one
   * @param token that requests must carry; empty for none
   * @param readOnly whether nothing is changed
   * @param proxy what lies before it
   * @param most how much of it at once
   */
  public record HttpConfig(
      String host, int port, String token, boolean readOnly, Proxy proxy, Most most) {

    /** Without the token. */
    @Override
    public String toString() {
      return "HttpConfig[host=" + host + ", port=" + port + ", readOnly=" + readOnly + "]";
    }
  }

  /**
   * How many may be open at once.
   *
   * @param connections in all
   * @param streams of events
   */
  public record Most(int connections, int streams) {}

  /**
   * What lies before the page.
   *
   * @param basePath the path that it is under there; empty for none
   * @param trusted addresses of proxies whose headers are believed, besides those on this machine
   * @param allowedHosts names that a server for this machine alone is asked by there
   */
  public record Proxy(String basePath, Set<String> trusted, Set<String> allowedHosts) {

    /** Nothing. */
    public static final Proxy NONE = new Proxy("", Set.of(), Set.of());

    /** Keeps its own copy. */
    public Proxy {
      trusted = Set.copyOf(trusted);
      allowedHosts = Set.copyOf(allowedHosts);
    }
  }
}
