package dev.tidemill.server.api;

/**
 * One path with its method.
 *
 * @param method as HTTP writes it
 * @param path from the root, with open places as {@code {name}}
 * @param type the media type of what it answers
 * @param handler what is done
 */
public record Route(String method, String path, String type, Handler handler) {

  /** Answers a request; refuses it with {@link Refused}. */
  @FunctionalInterface
  public interface Handler {
    /** The answer. */
    Answer answer(Request request);
  }

  /** A question: nothing is changed. */
  public static Route get(String path, Handler handler) {
    return new Route("GET", path, Answer.JSON, handler);
  }

  /** A deed. */
  public static Route post(String path, Handler handler) {
    return new Route("POST", path, Answer.JSON, handler);
  }

  /** A change of what is there. */
  public static Route patch(String path, Handler handler) {
    return new Route("PATCH", path, Answer.JSON, handler);
  }

  /** Puts something in, or in the place of what is there. */
  public static Route put(String path, Handler handler) {
    return new Route("PUT", path, Answer.JSON, handler);
  }

  /** A removal. */
  public static Route delete(String path, Handler handler) {
    return new Route("DELETE", path, Answer.JSON, handler);
  }

  /** The same where it answers with another type than JSON. */
  public Route answering(String other) {
    return new Route(method, path, other, handler);
  }

  /** The same done another way. */
  public Route with(Handler other) {
    return new Route(method, path, type, other);
  }
}
