package dev.tidemill.queue;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.AddedFlow;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.NewJob;
import dev.tidemill.wire.AddFlows.Node;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Flows in the order in which their jobs are added: level by level, so that every parent is there
 * before its children.
 */
final class FlowPlan {

  private final String prefix;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Branch> roots = new ArrayList<>();
  private final Map<JobRef, String> parents = new HashMap<>();

  /** A job of the plan, where it stands in it, and its children. */
  private record Branch(FlowJob job, int place, List<Branch> children) {}

  /** Plans the flows; queues without a prefix are under {@code prefix}. */
  FlowPlan(List<FlowJob> flows, String prefix) {
    this.prefix = prefix;
    List<Branch> level = new ArrayList<>();
    for (FlowJob flow : flows) {
      level.add(place(flow, flow.options()));
    }
    roots.addAll(level);
    while (!level.isEmpty()) {
      List<Branch> next = new ArrayList<>();
      level.forEach(branch -> next.addAll(placeChildren(branch)));
      level = next;
    }
  }

  /** How many jobs a flow has. */
  static long jobs(FlowJob flow) {
    return 1 + flow.children().stream().mapToLong(FlowPlan::jobs).sum();
  }

  /** How many characters the payloads of a flow have. */
  static long chars(FlowJob flow) {
    return flow.data().length() + flow.children().stream().mapToLong(FlowPlan::chars).sum();
  }

  private List<Branch> placeChildren(Branch parent) {
    JobRef ref = ref(nodes.get(parent.place));
    for (FlowJob child : parent.job.children()) {
      parent.children.add(place(child, child.options().toBuilder().parent(ref).build()));
    }
    return parent.children;
  }

  private Branch place(FlowJob job, JobOptions options) {
    String own = job.prefix();
    QueueKeys keys = new QueueKeys(own == null ? prefix : own, job.queue());
    String id = options.id().isEmpty() ? UUID.randomUUID().toString() : options.id();
    NewJob added = new NewJob(job.name(), job.data(), options);
    Node node = new Node(keys, id, added, !job.children().isEmpty());
    refuseTwoParents(ref(node), options.parent());
    nodes.add(node);
    return new Branch(job, nodes.size() - 1, new ArrayList<>());
  }

  private void refuseTwoParents(JobRef ref, @Nullable JobRef parent) {
    String one = parent == null ? "nobody" : parent.key();
    String other = parents.putIfAbsent(ref, one);
    if (other != null && !other.equals(one)) {
      throw new InvalidOption(
          "job %s cannot be a child of both %s and %s: give it an id of its own in each place"
              .formatted(ref.key(), other, one));
    }
  }

  private static JobRef ref(Node node) {
    return new JobRef(node.keys().prefix() + ":" + node.keys().queue(), node.id());
  }

  List<Node> nodes() {
    return nodes;
  }

  /** The flows as they were stored. */
  List<AddedFlow> added(List<Stored> stored) {
    return roots.stream().map(root -> added(root, stored)).toList();
  }

  private AddedFlow added(Branch branch, List<Stored> stored) {
    JobRef planned = ref(nodes.get(branch.place));
    JobRef ref = new JobRef(planned.queue(), stored.get(branch.place).id());
    return new AddedFlow(ref, branch.children.stream().map(c -> added(c, stored)).toList());
  }
}
