package dev.tidemill.telemetry;

import dev.tidemill.queue.Telemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spans of OpenTelemetry around adding and handling jobs. A job's span is the child of the one
 * under which it was added, whichever client added it.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Spans implements Telemetry {

  private static final String SCOPE = "dev.tidemill";

  private final Tracer tracer;
  private final Carrier carrier;

  private Spans(OpenTelemetry telemetry) {
    tracer = telemetry.getTracer(SCOPE);
    carrier = new Carrier(telemetry.getPropagators().getTextMapPropagator());
  }

  /** Spans that go where that OpenTelemetry sends them. */
  public static Telemetry of(OpenTelemetry telemetry) {
    return new Spans(telemetry);
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the span closes its scope
  public Span open(Operation operation) {
    String metadata = operation.metadata();
    Context parent =
        metadata == null ? Context.current() : carrier.read(Context.current(), metadata);
    SpanBuilder span =
        tracer
            .spanBuilder((operation.name() + " " + operation.destination()).strip())
            .setParent(parent)
            .setSpanKind(operation.side() == Side.PRODUCER ? SpanKind.PRODUCER : SpanKind.CONSUMER)
            .setAttribute("bullmq.queue.name", operation.queue())
            .setAttribute("bullmq.queue.operation", operation.name());
    Context own = parent.with(span.startSpan());
    return new Open(own, own.makeCurrent(), carrier.write(own));
  }

  private record Open(Context context, Scope scope, @Nullable String metadata) implements Span {

    private io.opentelemetry.api.trace.Span span() {
      return io.opentelemetry.api.trace.Span.fromContext(context);
    }

    @Override
    public void tell(Map<String, String> attributes) {
      attributes.forEach(span()::setAttribute);
    }

    @Override
    public void failed(Throwable cause) {
      span().recordException(cause);
      span().setStatus(StatusCode.ERROR, String.valueOf(cause.getMessage()));
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // whoever asked for it closes it
    public Span detached() {
      scope.close();
      return new Open(context, Scope.noop(), metadata);
    }

    @Override
    public void close() {
      scope.close();
      span().end();
    }
  }
}
