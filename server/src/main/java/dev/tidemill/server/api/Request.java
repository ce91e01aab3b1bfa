package dev.tidemill.server.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, whatever carried it here.
 *
 * @param path as it was asked for
 * @param places the parts of the path that the route leaves open, by name
 * @param query the first value of each parameter
 * @param headers by name in lower case
 * @param body as text; empty when there is none
 */
public record Request(
    String path,
    Map<String, String> places,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {

  /** A part of the path that the route leaves open. */
  public String place(String name) {
    String value = places.get(name);
    if (value == null) {
      throw new IllegalStateException("the route of " + path + " has no place {" + name + "}");
    }
    return value;
  }

  /** A parameter, or null when it is not given. */
  public @Nullable String parameter(String name) {
    return query.get(name);
  }

  /** A parameter, or what stands for it when it is not given. */
  public String parameter(String name, String otherwise) {
    return query.getOrDefault(name, otherwise);
  }

  /**
   * A parameter that is a whole number.
   *
   * @throws Refused when it is none, or out of its bounds
   */
  public long number(String name, long otherwise, long least, long most) {
    String text = query.get(name);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("-?\\d{1,15}")) {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw Refused.invalid(name, text, "give a whole number from " + least + " to " + most);
  }

  /**
   * A parameter that is true or false; false when it is not given.
   *
   * @throws Refused when it is neither
   */
  public boolean flag(String name) {
    String text = query.getOrDefault(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw Refused.invalid(name, text, "give true or false");
    }
    return text.equals("true");
  }

  /** A header, or null when it was not sent. */
  public @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }
}
