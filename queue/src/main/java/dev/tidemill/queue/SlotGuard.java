package dev.tidemill.queue;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.AddFlows;
import dev.tidemill.wire.HashSlot;
import dev.tidemill.wire.QueueKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what is written in one step to one slot where Redis is a cluster. */
final class SlotGuard {

  private final SharedConnection connection;
  private volatile @Nullable Boolean cluster;

  SlotGuard(SharedConnection connection) {
    this.connection = connection;
  }

  /**
   * Checks the jobs of a flow and their parents.
   *
   * @throws InvalidOption when Redis is a cluster and would keep them apart
   */
  void check(List<AddFlows.Node> nodes) {
    String first = nodes.getFirst().keys().called();
    for (AddFlows.Node node : nodes) {
      check(first, node.keys().called());
      check(node.keys(), node.job());
    }
  }

  /** Checks a job's parent. */
  void check(QueueKeys keys, NewJob job) {
    JobRef parent = job.options().parent();
    if (parent != null) {
      check(keys.called(), parent.queue());
    }
  }

  private void check(String one, String other) {
    if (one.equals(other) || HashSlot.of(one) == HashSlot.of(other) || !isCluster()) {
      return;
    }
    throw new InvalidOption(
        "queues %s and %s are in different slots of the cluster, so their jobs cannot be parent and child: give both one prefix in braces, as in {bull}"
            .formatted(one, other));
  }

  private boolean isCluster() {
    Boolean known = cluster;
    if (known == null) {
      known = connection.call("INFO", "cluster").text().contains("cluster_enabled:1");
      cluster = known;
    }
    return known;
  }
}
