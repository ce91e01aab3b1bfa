package dev.tidemill.server;

import dev.tidemill.redis.RedisException;
import dev.tidemill.server.bench.Bench;
import dev.tidemill.server.cli.BenchConfig;
import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import java.io.PrintWriter;

/** Runs the benchmark on the Redis that is named, or on one that is thrown away. */
final class BenchDuty {

  private final BenchConfig config;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Stop stop;

  BenchDuty(BenchConfig config, PrintWriter out, PrintWriter err, Stop stop) {
    this.config = config;
    this.out = out;
    this.err = err;
    this.stop = stop;
  }

  int run() {
    try (Scratch scratch = Scratch.make();
        RedisPlace redis = RedisPlace.open(config.redis().in(scratch.directory()))) {
      err.println(Version.current().text());
      err.println("redis " + redis.version() + ", " + redis.where());
      new Bench(config, out, err).run(redis.uri(), stop::exitCode);
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (RedisException e) {
      throw new CommandFailed(ExitCode.REDIS, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(ExitCode.FAILED, "The benchmark was interrupted", e);
    }
  }
}
