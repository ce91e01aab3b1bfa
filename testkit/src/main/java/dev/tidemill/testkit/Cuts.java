package dev.tidemill.testkit;

import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Where an exchange with Redis is cut: after each byte that goes one way, or after every k-th where
 * there are many, from a place that the seed says.
 *
 * @param requests whether those that go to Redis are meant, or those that come back
 * @param seed of the first place
 */
public record Cuts(boolean requests, int seed) {

  private static final int MOST = 120;

  /** Both ways. */
  public static Stream<Cuts> bothWays() {
    int seed = new Random().nextInt(1000);
    return Stream.of(new Cuts(true, seed), new Cuts(false, seed));
  }

  /** After which bytes to cut, by what a whole exchange takes. */
  public LongStream of(Proxy proxy, Callable<?> exchange) throws Exception {
    long before = passed(proxy);
    exchange.call();
    long bytes = passed(proxy) - before;
    if (bytes < 20) {
      throw new AssertionError("an exchange of " + bytes + " bytes is none");
    }
    long step = (bytes + MOST - 1) / MOST;
    return LongStream.iterate(1 + seed % step, n -> n <= bytes, n -> n + step);
  }

  private long passed(Proxy proxy) {
    return requests ? proxy.requestBytes() : proxy.replyBytes();
  }

  /** Has the connection lost after so many bytes from now. */
  public void cut(Proxy proxy, long bytes) {
    if (requests) {
      proxy.cutAfterRequestBytes(bytes);
    } else {
      proxy.cutAfterReplyBytes(bytes);
    }
  }

  @Override
  public String toString() {
    return (requests ? "request" : "reply") + " cut, seed " + seed;
  }
}
