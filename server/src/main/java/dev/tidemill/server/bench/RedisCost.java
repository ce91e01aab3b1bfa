package dev.tidemill.server.bench;

import dev.tidemill.redis.RedisConnection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Redis has spent, by its own books; those of all its clients.
 *
 * @param micros on the processor, in its main thread where it tells that
 * @param commands carried out inside and outside of scripts, calls of scripts not counted
 */
record RedisCost(double micros, long commands) {

  private static final Pattern MAIN_THREAD =
      Pattern.compile("used_cpu_(?:sys|user)_main_thread:([\\d.]+)");
  private static final Pattern PROCESS = Pattern.compile("used_cpu_(?:sys|user):([\\d.]+)");
  private static final Pattern COMMAND = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

  /** As of now. */
  static RedisCost of(RedisConnection redis) {
    String cpu = redis.call("INFO", "cpu").text();
    Pattern told = MAIN_THREAD.matcher(cpu).find() ? MAIN_THREAD : PROCESS;
    double micros =
        told.matcher(cpu).results().mapToDouble(time -> Double.parseDouble(time.group(1))).sum()
            * 1e6;
    long commands = 0;
    Matcher line = COMMAND.matcher(redis.call("INFO", "commandstats").text());
    while (line.find()) {
      String name = line.group(1);
      if (!name.startsWith("eval") && !name.equals("info")) {
        commands += Long.parseLong(line.group(2));
      }
    }
    return new RedisCost(micros, commands);
  }

  RedisCost since(RedisCost before) {
    return new RedisCost(micros - before.micros, commands - before.commands);
  }
}
