package dev.tidemill.interop;

import dev.tidemill.interop.NodePeer.Refused;
import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.AddedFlow;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.FlowNode;
import dev.tidemill.job.JobRef;
import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.ParentMissing;
import dev.tidemill.queue.ParentTaken;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Flows added, read and worked off in any of their queues, by both sides of a {@link Duel}. */
final class FlowDuel implements AutoCloseable {

  private final Duel duel;
  private final NodePeer peer;
  private final RedisConnection redis;
  private final FlowProducer ours;

  FlowDuel(NodePeer peer, Duel duel) {
    this.duel = duel;
    this.peer = peer;
    RedisUri uri = duel.ourRedis();
    this.redis = new RedisConnection(uri, "");
    this.ours = FlowProducer.open(uri, duel.ourPrefix(), () -> Instant.ofEpochMilli(duel.now()));
  }

  private JsonNode node(String duty, Map<String, ?> arguments) {
    Map<String, Object> request = new LinkedHashMap<>(arguments);
    request.put("prefix", duel.nodePrefix());
    request.put("now", duel.now());
    return peer.call(duty, request);
  }

  /** Adds a flow; answers the id of its outermost job or why it was refused. */
  String add(FlowJob flow) {
    String byNode;
    try {
      Map<String, Object> tree = NodeFlow.of(NodeFlow.resolve(flow, duel.nodePrefix()));
      byNode = node("flow", Map.of("tree", tree)).asString();
    } catch (Refused refused) {
      byNode = Integer.toString(refused.code());
    }
    return duel.compare("flow " + NodeFlow.of(flow), byNode, byUs(flow));
  }

  private String byUs(FlowJob flow) {
    try {
      return ours.add(NodeFlow.resolve(flow, duel.ourPrefix())).id();
    } catch (ParentMissing missing) {
      return "-5";
    } catch (ParentTaken taken) {
      // Node.js says so of the outermost job alone.
      return flow.options().parent() == null ? flow.options().id() : "-7";
    }
  }

  /** Adds flows in one call; answers the ids of their outermost jobs. */
  String addBulk(FlowJob... flows) {
    List<Map<String, Object>> trees =
        List.of(flows).stream()
            .map(flow -> NodeFlow.of(NodeFlow.resolve(flow, duel.nodePrefix())))
            .toList();
    JsonNode ids = node("flowBulk", Map.of("trees", trees));
    List<FlowJob> own =
        List.of(flows).stream().map(flow -> NodeFlow.resolve(flow, duel.ourPrefix())).toList();
    return duel.compare(
        "flows " + List.of(flows),
        ids.valueStream().map(JsonNode::asString).toList().toString(),
        ours.addBulk(own).stream().map(AddedFlow::id).toList().toString());
  }

  /** Reads a flow as it stands; answers its ids. */
  String tree(String queue, String id, int depth, int mostChildren) {
    Map<String, ?> wanted =
        Map.of(
            "queueName",
            queue,
            "id",
            id,
            "depth",
            depth,
            "maxChildren",
            mostChildren,
            "prefix",
            duel.nodePrefix());
    JobRef root = new JobRef(duel.ourPrefix() + ":" + queue, id);
    return duel.compare(
        "tree of " + id,
        told(node("flowTree", Map.of("wanted", wanted))),
        told(ours.flow(root, depth, mostChildren)));
  }

  private static String told(JsonNode node) {
    if (node.isNull()) {
      return "none";
    }
    return node.get("id").asString()
        + node.get("children").valueStream().map(FlowDuel::told).toList();
  }

  private static String told(@Nullable FlowNode node) {
    if (node == null) {
      return "none";
    }
    return node.job().id()
        + node.children().stream()
            .sorted(Comparator.comparing(child -> child.job().id()))
            .map(FlowDuel::told)
            .toList();
  }

  /** Plays a step on a queue other than the duel's, whose prefix may be other too. */
  String in(String prefix, String queue, String told, Function<Player, String> step) {
    Player node =
        new NodePlayer(peer, prefix.replaceFirst("^~", duel.nodePrefix()), queue, Terms.plain());
    Player own =
        new TidemillPlayer(
            redis, prefix.replaceFirst("^~", duel.ourPrefix()), queue, Terms.plain());
    node.now(duel.now());
    own.now(duel.now());
    return duel.compare(told + " in " + queue, step.apply(node), step.apply(own));
  }

  /** Takes the next job of such a queue and completes it. */
  String workOff(String prefix, String queue) {
    return in(
        prefix,
        queue,
        "claim and complete",
        player -> {
          String id = player.claim("w");
          return id + " " + player.complete("w", "{\"by\":\"" + id + "\"}", null);
        });
  }

  @Override
  public void close() {
    ours.close();
    redis.close();
  }
}
