package dev.tidemill.interop;

import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A flow as a user of BullMQ under Node.js would write it. */
final class NodeFlow {

  private NodeFlow() {}

  static Map<String, Object> of(FlowJob flow) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("name", flow.name());
    written.put("queueName", flow.queue());
    if (flow.prefix() != null) {
      written.put("prefix", flow.prefix());
    }
    written.put("data", JsonMapper.shared().readTree(flow.data()));
    written.put("opts", NodeOptions.of(flow.options()));
    if (!flow.children().isEmpty()) {
      written.put("children", flow.children().stream().map(NodeFlow::of).toList());
    }
    return written;
  }

  /** The flow with a player's own prefix in the place of {@code ~}. */
  static FlowJob resolve(FlowJob flow, String prefix) {
    String own = flow.prefix();
    JobOptions options = Placeholder.resolve(flow.options(), prefix);
    List<FlowJob> children = flow.children().stream().map(child -> resolve(child, prefix)).toList();
    FlowJob resolved = flow.with(options).waitingFor(children);
    return own == null ? resolved : resolved.under(own.replaceFirst("^~", prefix));
  }
}
