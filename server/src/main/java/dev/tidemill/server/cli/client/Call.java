package dev.tidemill.server.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked.
 *
 * @param method as HTTP writes it
 * @param path from the root, encoded
 * @param query plain
 * @param body JSON, or empty
 */
public record Call(String method, String path, Map<String, String> query, String body) {

  /** Keeps its own copy. */
  public Call {
    query = Map.copyOf(query);
  }

  /** A question; each {@code {}} of the path takes one of the places. */
  public static Call get(String path, String... places) {
    return of("GET", path, places);
  }

  /** A deed. */
  public static Call post(String path, String... places) {
    return of("POST", path, places);
  }

  /** Any other. */
  public static Call of(String method, String path, String... places) {
    String filled = path;
    for (String place : places) {
      int at = filled.indexOf("{}");
      filled = filled.substring(0, at) + encoded(place) + filled.substring(at + 2);
    }
    return new Call(method, filled, Map.of(), "");
  }

  /** The same with a parameter; null and empty leave it out. */
  public Call with(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return this;
    }
    Map<String, String> more = new TreeMap<>(query);
    more.put(name, value);
    return new Call(method, path, more, body);
  }

  /** The same with that JSON. */
  public Call sending(String json) {
    return new Call(method, path, query, json);
  }

  /** Path and query as HTTP wants them. */
  String target() {
    String asked =
        query.entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    return asked.isEmpty() ? path : path + "?" + asked;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
