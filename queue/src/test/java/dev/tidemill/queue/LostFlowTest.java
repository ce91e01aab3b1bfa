package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.AddedFlow;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.Cuts;
import dev.tidemill.testkit.KeyDump;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link LostConnectionTest}, of a parent and its children in two queues. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class LostFlowTest {

  private static final String BOTH_WAYS = "dev.tidemill.testkit.Cuts#bothWays";

  private final TestRedis redis;
  @AutoClose private final Proxy proxy;

  LostFlowTest(TestRedis redis) {
    this.redis = redis;
    this.proxy = Proxy.to(redis);
  }

  @ParameterizedTest
  @MethodSource(BOTH_WAYS)
  void aFlowIsAddedAsAWholeOrNot(Cuts cuts) throws Exception {
    try (FlowProducer flows = openFlows()) {
      flows.add(family("first"));
      for (long n : cuts.of(proxy, () -> flows.add(family("one"))).toArray()) {
        addFamily(flows, cuts, n);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(BOTH_WAYS)
  void aFlowProducerThatIsOpenedAddsOnceOrNot(Cuts cuts) throws Exception {
    Callable<?> openAndAdd =
        () -> {
          try (FlowProducer flows = openFlows()) {
            return flows.add(family("first"));
          }
        };
    for (long n : cuts.of(proxy, openAndAdd).toArray()) {
      try (FlowProducer flows = openFlows()) {
        addFamily(flows, cuts, n);
      }
    }
  }

  private FlowProducer openFlows() {
    return FlowProducer.open(RedisUri.parse(proxy.uri(redis.uri())), "bull");
  }

  private static FlowJob family(String id) {
    return FlowJob.of("q", job(id))
        .waitingFor(FlowJob.of("q", job(id + "-1")), FlowJob.of("other", job(id + "-2")));
  }

  private void addFamily(FlowProducer flows, Cuts cuts, long n) throws Exception {
    String id = "family-" + n;
    SortedMap<String, Object> before = KeyDump.of(redis.uri(), "bull:");
    cuts.cut(proxy, n);
    Told told = Told.of(() -> flows.add(family(id)));
    told.assertHolds(0, piecesOf(id), 8);
    proxy.pass();
    if (told == Told.NOT_DONE) {
      assertThat(KeyDump.of(redis.uri(), "bull:")).isEqualTo(before);
    }

    assertThat(Told.again(() -> flows.add(family(id))).children())
        .extracting(AddedFlow::id)
        .containsExactly(id + "-1", id + "-2");
    assertThat(piecesOf(id)).as("cut after byte %d", n).isEqualTo(8);
  }

  /** Three jobs, each in its line, and the two that the parent waits for. */
  private long piecesOf(String id) {
    return call("EXISTS", "bull:q:" + id, "bull:q:" + id + "-1", "bull:other:" + id + "-2")
        + call("SCARD", "bull:q:" + id + ":dependencies")
        + (redis.call("ZSCORE", "bull:q:waiting-children", id) == null ? 0 : 1)
        + Collections.frequency(line("q"), id + "-1")
        + Collections.frequency(line("other"), id + "-2");
  }

  private List<?> line(String queue) {
    return (List<?>)
        Objects.requireNonNull(redis.call("LRANGE", "bull:" + queue + ":wait", "0", "-1"));
  }

  private static NewJob job(String id) {
    return new NewJob("n", "{}", JobOptions.builder().id(id).build());
  }

  private long call(String command, String... arguments) {
    return (Long) Objects.requireNonNull(redis.call(command, arguments));
  }
}
