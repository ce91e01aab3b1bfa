package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.codec.Codec;
import dev.tidemill.codec.JacksonCodec;
import dev.tidemill.job.AddedFlow;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class TypedQueueTest {

  record Order(String item, int pieces) {}

  record Receipt(String item, BigDecimal sum) {}

  private static final JacksonCodec<Order> ORDERS = JacksonCodec.of(Order.class);
  private static final JacksonCodec<Receipt> RECEIPTS = JacksonCodec.of(Receipt.class);
  private static final String ODD =
      "{ \"n\":1.50, \"m\":12345678901234567890123,\"e\":1E2 , \"z\":-0.0}";

  private static QueueOptions orders(TestRedis redis) {
    return QueueOptions.of(redis.uri(), "orders");
  }

  private static WorkerOptions options(TestRedis redis) {
    return WorkerOptions.builder(orders(redis)).build();
  }

  private static Job stored(Queue queue, String id) {
    return Objects.requireNonNull(queue.job(id));
  }

  private static List<Object> circle() {
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    return circle;
  }

  @Test
  void payloadsAndResultsAreValuesOnThisSideAndJsonInRedis(TestRedis redis) {
    TypedHandler<Order, Receipt> handler =
        (order, job) -> new Receipt(order.item(), new BigDecimal("9.90"));
    try (Queue queue = Queue.open(orders(redis));
        Worker worker = Worker.typed(options(redis), ORDERS, RECEIPTS, handler).start()) {
      TypedQueue<Order> typed = queue.typed(ORDERS);

      String id = typed.add("order", new Order("nails", 500));
      await().until(() -> queue.counts().completed() == 1);

      Job job = stored(queue, id);
      assertThat(job.data()).isEqualTo("{\"item\":\"nails\",\"pieces\":500}");
      assertThat(typed.data(job)).isEqualTo(new Order("nails", 500));
      assertThat(job.returnValue()).isEqualTo("{\"item\":\"nails\",\"sum\":9.90}");
    }
  }

  @Test
  void manyAreAddedInOrderAndOneWithOptions(TestRedis redis) {
    try (Queue queue = Queue.open(orders(redis))) {
      TypedQueue<List<Order>> typed = queue.typed(JacksonCodec.of(new TypeReference<>() {}));
      List<List<Order>> carts = List.of(List.of(), List.of(new Order("a", 1), new Order("b", 2)));

      List<String> ids = typed.addAll("cart", carts);
      String late = typed.add("cart", carts.get(1), JobOptions.builder().priority(3).build());

      assertThat(ids).map(id -> typed.data(stored(queue, id))).isEqualTo(carts);
      assertThat(stored(queue, late).priority()).isEqualTo(3);
    }
  }

  @Test
  void typedJobsMakeUpAFlow(TestRedis redis) {
    try (Queue queue = Queue.open(orders(redis));
        FlowProducer flows = FlowProducer.open(redis.uri())) {
      TypedQueue<Order> typed = queue.typed(ORDERS);
      Order part = new Order("nails", 1);

      AddedFlow added =
          flows.add(
              FlowJob.of("orders", "cart", "{}")
                  .waitingFor(FlowJob.of("orders", typed.job("order", part))));

      Job child = stored(queue, added.children().getFirst().id());
      assertThat(typed.data(child)).isEqualTo(part);
    }
  }

  @Test
  void jsonTextPassesByteForByte(TestRedis redis) {
    try (Queue queue = Queue.open(orders(redis));
        Worker worker =
            Worker.typed(options(redis), Codec.json(), Codec.json(), (text, job) -> text).start()) {
      String id = queue.typed(Codec.json()).add("odd", ODD);
      await().until(() -> queue.counts().completed() == 1);

      assertThat(stored(queue, id).data()).isEqualTo(ODD);
      assertThat(stored(queue, id).returnValue()).isEqualTo(ODD);
    }
  }

  @Test
  void numbersReadWithoutATypeKeepTheirDigits() {
    JacksonCodec<Map<String, Object>> codec = JacksonCodec.of(new TypeReference<>() {});

    assertThat(codec.encode(codec.decode(ODD)))
        .contains("1.50")
        .contains("12345678901234567890123");
  }

  @Test
  void aValueInACircleIsRefusedAndNothingIsAdded(TestRedis redis) {
    List<Object> circle = circle();
    try (Queue queue = Queue.open(orders(redis))) {
      TypedQueue<List<Object>> typed = queue.typed(JacksonCodec.of(new TypeReference<>() {}));

      assertThatThrownBy(() -> typed.add("circle", circle))
          .isInstanceOf(CodecFailed.class)
          .hasMessageStartingWith(
              "Job 'circle' was not added to bull:orders: a value of java.util.ArrayList cannot be"
                  + " written as")
          .hasMessageContaining("without circles");
      assertThat(queue.counts().waiting()).isZero();
    }
  }

  @Test
  void aPayloadOfAnotherTypeFailsItsJobForGoodAndTheWorkerGoesOn(TestRedis redis) {
    JobOptions tries = JobOptions.builder().attempts(5).build();
    TypedHandler<Order, Receipt> handler = (order, job) -> null;
    try (Queue queue = Queue.open(orders(redis));
        Worker worker = Worker.typed(options(redis), ORDERS, RECEIPTS, handler)) {
      List<String> bad = new ArrayList<>();
      for (String text : List.of("[1]", "{\"item\":", "null", "{\"pieces\":\"many\"}", "{} x")) {
        String id = queue.add("bad", "0", tries);
        redis.call("HSET", "bull:orders:" + id, "data", text); // as any program may
        bad.add(id);
      }
      worker.start();
      String good = queue.typed(ORDERS).add("good", new Order("nails", 1));
      await().until(() -> queue.counts().completed() == 1);

      assertThat(bad)
          .allSatisfy(
              id ->
                  assertThat(stored(queue, id).failedReason())
                      .startsWith("The payload of job 'bad' (id " + id + ") of bull:orders")
                      .contains(Order.class.getName())
                      .contains("Correct it with updateData"));
      assertThat(queue.counts().failed()).isEqualTo(bad.size());
      assertThat(stored(queue, good).returnValue()).isEqualTo("null");
    }
  }

  @Test
  void aResultThatCannotBeWrittenFailsItsJobForGood(TestRedis redis) {
    List<Object> circle = circle();
    TypedHandler<Order, List<Object>> handler = (order, job) -> circle;
    JacksonCodec<List<Object>> lists = JacksonCodec.of(new TypeReference<>() {});
    try (Queue queue = Queue.open(orders(redis));
        Worker worker = Worker.typed(options(redis), ORDERS, lists, handler).start()) {
      String id =
          queue
              .typed(ORDERS)
              .add("order", new Order("x", 1), JobOptions.builder().attempts(3).build());
      await().until(() -> queue.counts().failed() == 1);

      assertThat(stored(queue, id).failedReason())
          .startsWith("The result of job 'order' (id " + id + ") of bull:orders is lost")
          .contains("a value of java.util.ArrayList");
    }
  }

  @Test
  void aMapperOfTheUsersOwnIsAsStrictAsItLikes() {
    JsonMapper strict =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    String more = "{\"item\":\"a\",\"pieces\":1,\"colour\":\"red\"}";

    assertThat(ORDERS.decode(more)).isEqualTo(new Order("a", 1));
    assertThatThrownBy(() -> ORDERS.with(strict).decode(more)).hasMessageContaining("colour");
  }
}
