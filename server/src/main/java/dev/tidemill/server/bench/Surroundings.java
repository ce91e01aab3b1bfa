package dev.tidemill.server.bench;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the figures depend on.
 *
 * @param redis the version of Redis
 * @param fork which of its kind it is: {@code redis}, {@code valkey}, {@code dragonfly}
 * @param jvm the virtual machine and its version
 * @param cores how many processors it may use
 */
record Surroundings(String redis, String fork, String jvm, int cores) {

  static Surroundings of(Ground ground) {
    String info = ground.info("server");
    String fork = field(info, "server_name");
    if (fork.isEmpty()) {
      fork = field(info, "dragonfly_version").isEmpty() ? "redis" : "dragonfly";
    }
    String version = field(info, fork.toLowerCase(Locale.ROOT) + "_version");
    return new Surroundings(
        version.isEmpty() ? field(info, "redis_version") : version,
        fork,
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        Runtime.getRuntime().availableProcessors());
  }

  private static String field(String info, String name) {
    Matcher found = Pattern.compile("(?m)^" + Pattern.quote(name) + ":(\\S+)").matcher(info);
    return found.find() ? found.group(1) : "";
  }

  /** In one line, for people. */
  String text() {
    return "%s %s, %s, %d cores".formatted(fork, redis, jvm, cores);
  }
}
