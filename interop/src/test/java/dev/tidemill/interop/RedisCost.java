package dev.tidemill.interop;

import dev.tidemill.redis.RedisConnection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a piece of work cost Redis, by its own books ({@code INFO commandstats} and {@code cpu}).
 *
 * @param commands commands that scripts carried out inside
 * @param scriptMicros time spent in scripts by the clock, the time that Redis was kept from the
 *     processor included
 * @param cpuMicros time on the processor of its main thread, reading and writing included
 */
record RedisCost(long commands, double scriptMicros, double cpuMicros) {

  private static final Pattern CPU = Pattern.compile("used_cpu_(?:sys|user)_main_thread:([\\d.]+)");

  private static final Pattern LINE =
      Pattern.compile("cmdstat_([^:]+):calls=(\\d+),usec=(\\d+)", Pattern.MULTILINE);
  private static final Set<String> FROM_OUTSIDE =
      Set.of("eval", "evalsha", "info", "config|resetstat", "client|setname", "auth", "select");

  /** Does the work on a Redis that nobody else uses and reads what it cost. */
  static RedisCost of(RedisConnection redis, Runnable work) {
    redis.call("CONFIG", "RESETSTAT");
    double before = cpuMicros(redis);
    work.run();
    double cpu = cpuMicros(redis) - before;
    Matcher line = LINE.matcher(redis.call("INFO", "commandstats").text());
    long commands = 0;
    double micros = 0;
    while (line.find()) {
      String name = line.group(1).toLowerCase(Locale.ROOT);
      if (name.startsWith("eval")) {
        micros += Long.parseLong(line.group(3));
      } else if (!FROM_OUTSIDE.contains(name)) {
        commands += Long.parseLong(line.group(2));
      }
    }
    return new RedisCost(commands, micros, cpu);
  }

  private static double cpuMicros(RedisConnection redis) {
    return CPU.matcher(redis.call("INFO", "cpu").text())
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)) * 1e6)
        .sum();
  }
}
