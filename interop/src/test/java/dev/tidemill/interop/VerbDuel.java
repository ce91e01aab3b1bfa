package dev.tidemill.interop;

import dev.tidemill.interop.NodePeer.Refused;
import dev.tidemill.job.JobState;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.queue.JobHandle;
import dev.tidemill.queue.JobLocked;
import dev.tidemill.queue.JobMissing;
import dev.tidemill.queue.JobNotInState;
import dev.tidemill.queue.JobOfScheduler;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueException;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.QueueSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What can be done to one job, done by both sides of a {@link Duel} through their public API. */
final class VerbDuel implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Duel duel;
  private final NodePeer node;
  private final Queue ours;

  VerbDuel(NodePeer node, Duel duel) {
    this.duel = duel;
    this.node = node;
    this.ours =
        Queue.open(
            new QueueOptions(duel.ourRedis(), duel.ourPrefix(), "q")
                .with(QueueSettings.defaults().unsigned()), // as the peer's queue is
            () -> Instant.ofEpochMilli(duel.now()));
  }

  /** What Tidemill does; null for nothing to tell. */
  interface Verb extends Function<JobHandle, @Nullable Object> {}

  /** Does something to the job of that id on both sides; answers what both answered. */
  String verb(String id, Verb byUs, String method, Object... arguments) {
    List<Object> all = List.of(arguments);
    return duel.compare(
        method + " " + id + " " + all,
        answerOfNode("verb", Map.of("job", id, "method", method, "args", all)),
        answerOfOurs(id, byUs));
  }

  /** Has Node.js do something that is no method of a job. */
  String other(String id, Verb byUs, String duty, Map<String, ?> arguments) {
    return duel.compare(duty + " " + id, answerOfNode(duty, arguments), answerOfOurs(id, byUs));
  }

  /** Has Node.js do something on both prefixes. */
  void onBoth(String duty, Map<String, ?> arguments) {
    for (String prefix : List.of(duel.nodePrefix(), duel.ourPrefix())) {
      Map<String, Object> request = new LinkedHashMap<>(arguments);
      request.put("prefix", prefix);
      request.put("queue", "q");
      request.put("now", duel.now());
      node.call(duty, request);
    }
  }

  private String answerOfNode(String duty, Map<String, ?> arguments) {
    Map<String, Object> request = new LinkedHashMap<>(arguments);
    request.put("prefix", duel.nodePrefix());
    request.put("queue", "q");
    request.put("now", duel.now());
    try {
      return told(node.call(duty, request), duel.nodePrefix());
    } catch (Refused refused) {
      return switch (refused.code()) {
        case -1, -5 -> "missing";
        case -3 -> "not in state";
        case -8 -> "of a scheduler";
        default -> refused.toString().contains("locked") ? "locked" : refused.toString();
      };
    }
  }

  private String answerOfOurs(String id, Verb verb) {
    try {
      return told(JSON.valueToTree(verb.apply(ours.handle(id))), duel.ourPrefix());
    } catch (QueueException refused) {
      return switch (refused) {
        case JobMissing e -> "missing";
        case JobNotInState e -> "not in state";
        case JobOfScheduler e -> "of a scheduler";
        case JobLocked e -> "locked";
        default -> refused.toString();
      };
    }
  }

  /** Children that are to finish stand in a set, which has no order. */
  private static JsonNode sorted(JsonNode value) {
    if (value.has("unprocessed") && value.get("unprocessed").isArray()) {
      List<String> children = new ArrayList<>();
      value.get("unprocessed").forEach(child -> children.add(child.asString()));
      Collections.sort(children);
      ((ObjectNode) value).set("unprocessed", JSON.valueToTree(children));
    }
    return value;
  }

  /** Something done to a job that answers nothing. */
  interface Deed {
    void doneTo(JobHandle job);
  }

  static Verb does(Deed deed) {
    return job -> {
      deed.doneTo(job);
      return null;
    };
  }

  String retry(String id, RetryOptions options) {
    Map<String, Object> told =
        Map.of(
            "resetAttemptsMade",
            options.forgetAttemptsMade(),
            "resetAttemptsStarted",
            options.forgetAttemptsStarted());
    String from = options.from().name().toLowerCase(Locale.ROOT);
    return verb(id, does(h -> h.retry(options)), "retry", from, told);
  }

  /** Retries jobs of a state: Node.js one after the other, ours those that it did in one call. */
  String retryThese(JobState from, Map<String, String> scores) {
    String state = QueueDuel.name(from);
    List<String> byNode =
        scores.keySet().stream()
            .filter(id -> answerOfNode("verb", retried(id, state)).equals("null"))
            .toList();
    List<String> byUs = ours.upkeep().retry(from, scores);
    return duel.compare("retry " + scores + " of " + state, byNode.toString(), byUs.toString());
  }

  private static Map<String, ?> retried(String id, String state) {
    return Map.of("job", id, "method", "retry", "args", List.of(state));
  }

  String promote(String id) {
    String byNode = answerOfNode("verb", Map.of("job", id, "method", "promote"));
    String byUs = answerOfOurs(id, does(h -> h.promote()));
    // BullMQ does not look whether there is such a job: none is not delayed either.
    return duel.compare("promote " + id, byNode, byUs.replace("missing", "not in state"));
  }

  String changeDelay(String id, int millis) {
    return verb(id, does(h -> h.changeDelay(Duration.ofMillis(millis))), "changeDelay", millis);
  }

  String changePriority(String id, int priority, boolean first) {
    return verb(
        id,
        does(h -> h.changePriority(priority, first)),
        "changePriority",
        Map.of("priority", priority, "lifo", first));
  }

  String leaveParent(String id) {
    String byNode = answerOfNode("verb", Map.of("job", id, "method", "removeChildDependency"));
    String byUs = answerOfOurs(id, job -> job.removeChildDependency());
    // For BullMQ a job without a parent is as one that is gone.
    boolean alone = byNode.equals("missing") && byUs.equals("false");
    return duel.compare("leave parent " + id, byNode, alone ? byNode : byUs);
  }

  String remove(String id) {
    return verb(id, does(h -> h.remove()), "remove");
  }

  private static String told(JsonNode value, String prefix) {
    return sorted(value).toString().replace(prefix + ":", "~:");
  }

  @Override
  public void close() {
    ours.close();
  }
}
