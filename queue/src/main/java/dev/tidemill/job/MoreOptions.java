package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Checks options that this client does not know and only passes on. */
final class MoreOptions {

  private static final JsonFactory JSON = new JsonFactory();

  /** Those that have a place of their own, or that no job may be added with. */
  private static final Set<String> TAKEN =
      Set.of(
          """
          attempts delay priority lifo backoff removeOnComplete removeOnFail jobId timestamp
          stackTraceLimit sizeLimit keepLogs kl deduplication de debounce parent
          failParentOnFailure fpof continueParentOnFailure cpof
          ignoreDependencyOnFailure idof removeDependencyOnFailure rdof
          telemetry tm omc repeat repeatJobKey prevMillis\
          """
              .split("\\s+"));

  private MoreOptions() {}

  static Map<String, String> checked(Map<String, String> more) {
    if (more.isEmpty()) {
      return Map.of();
    }
    more.forEach(
        (name, value) -> {
          if (TAKEN.contains(name)) {
            throw new InvalidOption(
                "option '" + name + "' is no further option: use the builder's own for it");
          }
          if (!isJson(value)) {
            throw new InvalidOption(
                "option '" + name + "' is " + value + ", which is no JSON: quote a text");
          }
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  private static boolean isJson(String text) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return false;
      }
      json.skipChildren();
      return json.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }
}
