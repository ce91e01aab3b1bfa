package dev.tidemill.wire;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The stack traces of a job's failed attempts: a JSON array of texts, oldest first. */
public final class Traces {

  private static final JsonFactory JSON = new JsonFactory();

  private Traces() {}

  /**
   * The array with more at its end.
   *
   * @param before the array so far, or null
   * @param limit how many of the last stay; negative for all
   */
  public static String append(@Nullable String before, List<String> more, int limit) {
    List<String> all = new ArrayList<>(before == null ? List.of() : read(before));
    all.addAll(more);
    List<String> kept =
        limit < 0 || all.size() <= limit ? all : all.subList(all.size() - limit, all.size());
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      kept.forEach(json::writeString);
      json.writeEndArray();
    }
    return text.toString();
  }

  private static List<String> read(String text) {
    List<String> traces = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          traces.add(json.getString());
        }
      }
    } catch (JacksonException e) {
      return traces; // somebody else wrote it; what could be read stays
    }
    return traces;
  }
}
