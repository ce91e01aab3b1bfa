package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.AddedFlow;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.FlowNode;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.JobState;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class FlowProducerTest {

  private final TestRedis redis;
  private final FlowProducer flows;
  private final Queue queue;

  FlowProducerTest(TestRedis redis) {
    this.redis = redis;
    flows = FlowProducer.open(redis.uri());
    queue = Queue.open(QueueOptions.of(redis.uri(), "q"));
  }

  @AfterEach
  void close() {
    flows.close();
    queue.close();
  }

  private static FlowJob job(String name, FlowJob... children) {
    return FlowJob.of("q", name, "1").waitingFor(children);
  }

  private static FlowJob named(String id, FlowJob... children) {
    return job(id, children).with(JobOptions.builder().id(id).build());
  }

  @Test
  void parentsWithMoreChildrenThanAShortCallRemovesAreAllRemovedTogether() {
    Map<String, String> scores = new LinkedHashMap<>();
    for (String id : List.of("p1", "p2", "p3")) {
      FlowJob[] children =
          IntStream.range(0, 150).mapToObj(n -> named(id + "-" + n)).toArray(FlowJob[]::new);
      flows.add(named(id, children));
      scores.put(id, String.valueOf(redis.call("ZSCORE", "bull:q:waiting-children", id)));
    }

    List<String> gone = queue.upkeep().remove(JobState.WAITING_CHILDREN, scores);

    assertThat(gone).containsExactly("p1", "p2", "p3");
    assertThat(queue.counts().unfinished()).isZero();
  }

  @Test
  void aParentWaitsForItsChildrenAndBothAreToldAsATree() {
    AddedFlow added = flows.add(job("top", job("a", job("a1")), job("b")));

    assertThat(queue.state(added.id())).isEqualTo(JobState.WAITING_CHILDREN);
    assertThat(queue.counts().waiting()).isEqualTo(2);
    FlowNode told = Objects.requireNonNull(flows.flow(added.ref()));
    assertThat(told.children())
        .extracting(node -> node.job().name())
        .containsExactlyInAnyOrder("a", "b");
    assertThat(told.childCount()).isEqualTo(2);
    JobRef leaf = added.children().get(0).children().get(0).ref();
    assertThat(Objects.requireNonNull(queue.job(leaf.id())).name()).isEqualTo("a1");
  }

  @Test
  void aTreeIsCutWhereTheCallerSays() {
    AddedFlow added = flows.add(job("top", job("a", job("a1")), job("b"), job("c")));

    FlowNode told = Objects.requireNonNull(flows.flow(added.ref(), 2, 2));

    assertThat(told.children()).hasSize(2).allMatch(node -> node.children().isEmpty());
    assertThat(told.childCount()).isEqualTo(3);
    assertThat(flows.flow(queue.options().ref("nobody"))).isNull();
    assertThatThrownBy(() -> flows.flow(added.ref(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give 1 or more");
  }

  @Test
  void aFlowWhoseReplyIsLostIsThereAsAWhole() {
    try (Proxy proxy = Proxy.to(redis);
        FlowProducer cut = FlowProducer.open(proxy.uri(redis.uri()))) {
      cut.add(job("first"));
      proxy.cutAfterReplyBytes(1);

      assertThatThrownBy(() -> cut.add(job("top", job("a"), job("b"))))
          .isInstanceOf(OutcomeUnknown.class)
          .hasMessageContaining("flow of 3 jobs")
          .hasMessageContaining("all of it is there or nothing");
    }
    assertThat(queue.counts().waitingChildren()).isEqualTo(1);
    assertThat(queue.counts().waiting()).isEqualTo(3);
  }

  @Test
  void manyFlowsAndAWideOneAreAddedInOrder() {
    List<AddedFlow> added = flows.addBulk(Collections.nCopies(500, job("top", job("child"))));
    FlowJob[] many = IntStream.range(0, 9000).mapToObj(n -> job("n")).toArray(FlowJob[]::new);
    flows.add(job("wide", many));

    assertThat(added).hasSize(500);
    assertThat(queue.counts().waiting()).isEqualTo(9500);
    assertThat(queue.counts().waitingChildren()).isEqualTo(501);
    assertThat(queue.ids(JobState.WAITING, -1, -1))
        .containsExactly(added.getFirst().children().getFirst().id());
  }

  @Test
  void aFlowThatCouldNotEndIsRefusedBeforeAnythingIsAdded() {
    assertThatThrownBy(() -> flows.add(job("top", named("a", named("x")), named("b", named("x")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bull:q:x cannot be a child of both bull:q:a and bull:q:b");
    JobOptions once = JobOptions.builder().deduplication(Deduplication.simple("d")).build();
    assertThatThrownBy(() -> job("top").with(once).waitingFor(job("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'top' has children and cannot be deduplicated");
    assertThatThrownBy(() -> job("top", job("a").with(once)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a' is a child of 'top' and cannot be deduplicated");
    JobOptions elsewhere = JobOptions.builder().parent(queue.options().ref("p")).build();
    assertThatThrownBy(() -> job("top", job("a").with(elsewhere)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names bull:q:p as its parent");
    assertThatThrownBy(() -> flows.add(FlowJob.of("a:b", "n", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a colon");
    assertThat(queue.counts().unfinished()).isZero();
  }

  @Test
  void oneOfManyFlowsThatCannotBeAddedHasNoneAdded() {
    List<FlowJob> many = new ArrayList<>(Collections.nCopies(300, job("good")));
    JobOptions small = JobOptions.builder().limits(new JobLimits(2, null, null)).build();
    many.add(job("good", FlowJob.of("q", "large", "123").with(small)));

    assertThatThrownBy(() -> flows.addBulk(many)).hasMessageContaining("payload of job 'large'");
    many.set(300, FlowJob.of("q", "odd", "no JSON"));
    assertThatThrownBy(() -> flows.addBulk(many)).hasMessageContaining("no JSON");

    assertThat(queue.counts().unfinished()).isZero();
  }

  @Test
  void aChildThatBelongsElsewhereIsTold() {
    flows.add(named("one", named("child")));

    assertThatThrownBy(() -> flows.add(named("two", named("child"), named("other"))))
        .isInstanceOf(ParentTaken.class)
        .hasMessageContaining("bull:q:one");
    assertThat(queue.state("two")).isEqualTo(JobState.WAITING_CHILDREN);
    assertThat(queue.state("other")).isEqualTo(JobState.WAITING);
  }

  @Test
  void prefixesMayDiffer() {
    RedisUri uri = RedisUri.parse(redis.uri());
    try (FlowProducer other = FlowProducer.open(uri, "other");
        Queue far = Queue.open(new QueueOptions(uri, "other", "far"))) {
      AddedFlow added =
          other.add(FlowJob.of("far", "top", "1").waitingFor(job("near").under("bull")));

      assertThat(far.state(added.id())).isEqualTo(JobState.WAITING_CHILDREN);
      assertThat(queue.counts().waiting()).isEqualTo(1);
      assertThat(Objects.requireNonNull(other.flow(added.ref())).children()).hasSize(1);
    }
  }

  @Test
  void jobsWithoutOptionsOfTheirOwnHaveThoseOfTheirQueue() {
    JobOptions thrice = JobOptions.builder().attempts(3).build();

    AddedFlow added =
        flows.add(job("top", job("a"), named("own")).withDefaults(Map.of("q", thrice)));

    assertThat(added.children()).hasSize(2);
    assertThat(options(added.id())).contains("\"attempts\":3");
    assertThat(options(added.children().getFirst().id())).contains("\"attempts\":3", "parent");
    assertThat(options("own")).contains("\"attempts\":0");
  }

  private String options(String id) {
    return Objects.requireNonNull(queue.job(id)).options();
  }
}
