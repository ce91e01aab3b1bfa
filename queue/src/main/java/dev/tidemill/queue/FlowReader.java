package dev.tidemill.queue;

import dev.tidemill.job.FlowNode;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobRef;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.ReadFamily;
import dev.tidemill.wire.ScriptRunner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks down a flow once, job by job: its parts may live in different places. */
final class FlowReader {

  private final SharedConnection connection;
  private final int mostChildren;
  private int left;

  FlowReader(SharedConnection connection, int mostChildren, int mostJobs) {
    this.connection = connection;
    this.mostChildren = mostChildren;
    this.left = mostJobs;
  }

  @Nullable FlowNode read(JobRef ref, int depth) {
    left--;
    ReadFamily.Family family =
        ScriptRunner.run(new ReadFamily(ref.key(), depth > 1 ? mostChildren : 0), connection);
    if (family.fields().isEmpty()) {
      return null;
    }
    List<FlowNode> children = new ArrayList<>();
    for (String key : family.children()) {
      FlowNode child = left > 0 ? read(JobRef.ofKey(key), depth - 1) : null;
      if (child != null) {
        children.add(child);
      }
    }
    return new FlowNode(ref, new Job(ref.id(), family.fields()), family.childCount(), children);
  }
}
