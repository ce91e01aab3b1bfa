package dev.tidemill.server.bench;

import dev.tidemill.codec.Codec;
import dev.tidemill.codec.JacksonCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** What the jobs carry: ten objects of ten fields, made into text for each job anew. */
final class Payload {

  static final Codec<Map<String, Map<String, String>>> CODEC =
      JacksonCodec.of(new TypeReference<Map<String, Map<String, String>>>() {});

  static final Map<String, Map<String, String>> VALUE = value();

  /** The results. */
  static final Codec<String> RESULT = JacksonCodec.of(String.class);

  private Payload() {}

  private static Map<String, Map<String, String>> value() {
    Map<String, Map<String, String>> value = new LinkedHashMap<>();
    for (int n = 0; n < 10; n++) {
      Map<String, String> inner = new LinkedHashMap<>();
      for (int m = 0; m < 10; m++) {
        inner.put("field" + m, "value " + n + m);
      }
      value.put("object" + n, inner);
    }
    return value;
  }
}
