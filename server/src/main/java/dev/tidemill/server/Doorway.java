package dev.tidemill.server;

import dev.tidemill.embedded.ServerFile;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Client;
import dev.tidemill.server.cli.client.Doors;
import dev.tidemill.server.cli.client.InProcess;
import dev.tidemill.server.cli.client.OverHttp;
import dev.tidemill.server.cli.client.Place;
import org.jspecify.annotations.Nullable;

/**
 * Finds whom a command asks: the server or the Redis that it names, else the process that has the
 * data directory.
 */
final class Doorway implements Doors {

  private static final int USUAL_PORT = 3000;
  private static final String OWN_QUEUE = "messages";

  @Override
  public Client open(Place place) {
    if (place.server() != null) {
      return OverHttp.to(place.server(), place.token(), place.limit());
    }
    if (place.redisUrl() != null) {
      return routes(place, parsed(place.redisUrl()));
    }
    ServerFile owner = ServerFile.ofOwner(place.data());
    int port = owner == null ? 0 : owner.httpPort();
    if (port != 0 || place.needsServer()) {
      String here = "http://127.0.0.1:" + (port == 0 ? USUAL_PORT : port);
      return OverHttp.to(here, place.token(), place.limit());
    }
    if (owner == null) {
      throw nobody(place);
    }
    return routes(place, parsed(owner.uri()));
  }

  private static Client routes(Place place, RedisUri redis) {
    Api api = Api.over(redis, new Entry(place.prefix(), OWN_QUEUE));
    return new InProcess(api.routes(), redis.toString(), api::close);
  }

  private static RedisUri parsed(@Nullable String url) {
    try {
      return RedisUri.parse(String.valueOf(url));
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "Invalid value for option '--redis-url': " + e.getMessage(), e);
    }
  }

  private static CommandFailed nobody(Place place) {
    return new CommandFailed(
        ExitCode.REDIS,
        "No Tidemill runs on "
            + place.data()
            + ": start one with 'tidemill serve', or say whom to ask with --server=http://... or"
            + " --redis-url=redis://...",
        null);
  }
}
