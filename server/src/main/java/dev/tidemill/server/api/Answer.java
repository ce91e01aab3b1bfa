package dev.tidemill.server.api;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What is answered. */
public sealed interface Answer {

  /** The media type of JSON. */
  String JSON = "application/json; charset=utf-8";

  /** The media type of streams. */
  String EVENTS = "text/event-stream";

  /** The media type of pages. */
  String HTML = "text/html; charset=utf-8";

  /**
   * A text.
   *
   * @param status the HTTP status
   * @param type the media type
   * @param text the whole of it
   * @param headers further ones
   */
  record Text(int status, String type, String text, Map<String, String> headers) implements Answer {

    /** Keeps its own copy. */
    public Text {
      headers = Map.copyOf(headers);
    }

    /** The same with another header. */
    public Text with(String name, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(name, value);
      return new Text(status, type, text, more);
    }
  }

  /**
   * The stream of events.
   *
   * @param after the id that was seen last, empty for none
   * @param topics the events that are wanted, empty for all
   */
  record Stream(String after, Set<String> topics) implements Answer {

    /** Keeps its own copy. */
    public Stream {
      topics = Set.copyOf(topics);
    }
  }

  /** A value as JSON. */
  static Text json(JsonNode value) {
    return json(value.toString());
  }

  /** What is JSON already. */
  static Text json(String text) {
    return json(200, text);
  }

  /** With another status. */
  static Text json(int status, String text) {
    return new Text(status, JSON, text, Map.of());
  }

  /** A page. */
  static Text html(String text) {
    return new Text(200, HTML, text, Map.of());
  }
}
