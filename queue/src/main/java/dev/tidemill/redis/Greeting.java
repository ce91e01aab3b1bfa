package dev.tidemill.redis;

/** What is said on a connection as soon as it is made, before anything else is. */
@FunctionalInterface
public interface Greeting {

  /** Says nothing. */
  Greeting NONE = fresh -> {};

  /**
   * Says it; whatever is thrown ends the connection and goes to the caller who needed it.
   *
   * @param fresh the connection that was just made
   */
  void greet(RedisConnection fresh);
}
