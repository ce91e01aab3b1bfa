package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.codec.JacksonCodec;
import dev.tidemill.job.NewJob;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is a value of a type here is a value there. */
@Contract("Typed payloads and results")
final class TypedContractTest {

  private static final String ORDER =
      """
      {"text":"\u20ac \ud83c\udf0a \\"so\\"","cents":9007199254740991,
       "lines":[{"what":"a","weight":0.5},{"what":"","weight":-3.0E-7}]}\
      """;

  record Line(String what, double weight) {}

  record Order(String text, long cents, List<Line> lines) {}

  private static final JacksonCodec<Order> ORDERS = JacksonCodec.of(Order.class);

  @AutoClose private final Scene scene;

  TypedContractTest(Pairing pairing, Stage stage) {
    this.scene = stage.scene(pairing);
  }

  @Test
  void typedPayloadsAndResultsAreValuesOnTheOtherSide() {
    Order order = ORDERS.decode(ORDER);
    List<Order> seen = new CopyOnWriteArrayList<>();
    String id =
        scene.ask(
            our -> our.typed(ORDERS).add("order", order),
            its -> its.add(NewJob.of("order", ORDER)));
    if (scene.pairing().javaWorks()) {
      try (Worker typed = typedWorker(seen)) {
        assertThat(typed.isRunning()).isTrue();
        scene.event("completed", id);
      }
      assertThat(seen).containsExactly(order);
    } else {
      scene.work();
    }

    JsonNode value = Scene.JSON.readTree(ORDER);
    assertThat(scene.event("completed", id).get("returnvalue")).isEqualTo(value);
    assertThat(scene.node().job(id).get("data")).isEqualTo(value);
    assertThat(scene.queue().typed(ORDERS).data(scene.ourJob(id))).isEqualTo(order);
  }

  private Worker typedWorker(List<Order> seen) {
    WorkerOptions options = WorkerOptions.builder(scene.options()).build();
    return Worker.typed(
            options,
            ORDERS,
            ORDERS,
            (order, job) -> {
              seen.add(order);
              return order;
            })
        .start();
  }
}
