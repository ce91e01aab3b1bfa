package dev.tidemill.server.cli.client;

import dev.tidemill.server.cli.CommandFailed;

/** Opens the way to whom a command is to ask. */
@FunctionalInterface
public interface Doors {

  /**
   * The way there.
   *
   * @throws CommandFailed when there is nobody
   */
  Client open(Place place);
}
