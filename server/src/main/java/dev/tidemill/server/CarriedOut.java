package dev.tidemill.server;

import dev.tidemill.pool.PoolBusy;
import dev.tidemill.pool.handler.HandlerFailed;
import dev.tidemill.pool.source.SourceFailed;
import dev.tidemill.pool.state.NewerState;
import dev.tidemill.redis.RedisException;
import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import java.io.UncheckedIOException;

/** What a command does with a pool, and how it ends when that cannot be done. */
@FunctionalInterface
interface CarriedOut {

  /** Does it; answers the exit code. */
  int work() throws InterruptedException;

  /**
   * Does it, and tells what stands in its way as the command's user is to hear it.
   *
   * @param what is done, for the message of an interruption
   * @throws CommandFailed when it cannot be done
   */
  static int of(String what, CarriedOut duty) {
    try {
      return duty.work();
    } catch (SourceFailed | HandlerFailed | PoolBusy | NewerState | UncheckedIOException e) {
      throw new CommandFailed(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    } catch (RedisException e) {
      throw new CommandFailed(ExitCode.REDIS, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(ExitCode.FAILED, what + " was interrupted", e);
    }
  }
}
