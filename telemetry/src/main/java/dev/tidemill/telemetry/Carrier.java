package dev.tidemill.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A trace's place as the text that goes into a job: a JSON object of texts, such as {@code
 * {"traceparent":"00-…"}}, as BullMQ's own hook for OpenTelemetry writes it.
 */
record Carrier(TextMapPropagator propagator) {

  private static final JsonFactory JSON = new JsonFactory();

  private static final TextMapGetter<Map<String, String>> FIELDS =
      new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // abstract still, and asked by propagators of before
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  /** Null when there is nothing to pass on. */
  @Nullable String write(Context context) {
    Map<String, String> fields = new LinkedHashMap<>();
    propagator.inject(context, fields, (map, key, value) -> fields.put(key, value));
    if (fields.isEmpty()) {
      return null;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      fields.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The context that the text tells, on top of another; that one alone when it tells nothing. */
  Context read(Context context, String metadata) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), metadata)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return context;
      }
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        if (json.nextToken().isScalarValue()) {
          fields.put(name, json.getString());
        } else {
          json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      return context; // another client's text in another form
    }
    return propagator.extract(context, fields, FIELDS);
  }
}
