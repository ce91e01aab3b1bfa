package dev.tidemill.queue;

import dev.tidemill.job.AddedFlow;
import dev.tidemill.job.FlowJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Adds flows under spans, one for the call and one for each job, which is tied to its own.
 *
 * <p><b>Threading:</b> as {@link FlowProducer}.
 */
public final class TracedFlows {

  private final FlowProducer flows;
  private final Tracing tracing;

  private TracedFlows(FlowProducer flows, Telemetry telemetry) {
    this.flows = flows;
    this.tracing = new Tracing(telemetry);
  }

  /** That producer, which is for its owner to close, told to that telemetry. */
  public static TracedFlows of(FlowProducer flows, Telemetry telemetry) {
    return new TracedFlows(flows, telemetry);
  }

  /** As {@link FlowProducer#add}. */
  public AddedFlow add(FlowJob flow) {
    return tracing.under(
        Tracing.adding("addFlow", flow.queue(), flow.queue()),
        span -> {
          span.tell(Map.of("bullmq.flow.name", flow.name()));
          return tied(List.of(flow), tied -> List.of(flows.add(tied.getFirst()))).getFirst();
        });
  }

  /** As {@link FlowProducer#addBulk}. */
  public List<AddedFlow> addBulk(List<FlowJob> all) {
    return tracing.under(
        Tracing.adding("addBulkFlows", "", ""),
        span -> {
          Tracing.tellMany(span, all.stream().map(FlowJob::name).toList());
          return tied(all, flows::addBulk);
        });
  }

  private List<AddedFlow> tied(List<FlowJob> all, Function<List<FlowJob>, List<AddedFlow>> adder) {
    List<Telemetry.Span> open = new ArrayList<>();
    try {
      List<Tied> nodes = all.stream().map(flow -> tied(flow, open)).toList();
      List<AddedFlow> added = adder.apply(nodes.stream().map(Tied::job).toList());
      for (int n = 0; n < added.size(); n++) {
        nodes.get(n).tell(added.get(n));
      }
      return added;
    } finally {
      open.forEach(Telemetry.Span::close);
    }
  }

  /** The span of a job is around those of its children, and open until all are stored. */
  private Tied tied(FlowJob flow, List<Telemetry.Span> open) {
    Telemetry.Span span =
        tracing.telemetry().open(Tracing.adding("addNode", flow.queue(), flow.queue()));
    List<Tied> children;
    try {
      children = flow.children().stream().map(child -> tied(child, open)).toList();
    } finally {
      open.add(span.detached());
    }
    FlowJob job =
        flow.with(Tracing.tied(flow.options(), span.metadata(), false))
            .waitingFor(children.stream().map(Tied::job).toList());
    return new Tied(job, open.getLast(), children);
  }

  private record Tied(FlowJob job, Telemetry.Span span, List<Tied> children) {

    void tell(AddedFlow added) {
      span.tell(Map.of("bullmq.job.name", job.name(), "bullmq.job.id", added.id()));
      for (int n = 0; n < children.size(); n++) {
        children.get(n).tell(added.children().get(n));
      }
    }
  }
}
