package dev.tidemill.server.cli.client;

import dev.tidemill.server.cli.CommandFailed;

/** A way to the routes. */
public interface Client extends AutoCloseable {

  /**
   * Asks and waits for the answer, which may be a refusal.
   *
   * @throws CommandFailed when there is nobody to answer
   */
  Reply send(Call call);

  /** Where it asks, for people. */
  String where();

  @Override
  default void close() {}
}
