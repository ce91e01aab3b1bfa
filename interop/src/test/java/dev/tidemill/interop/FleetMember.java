package dev.tidemill.interop;

import dev.tidemill.queue.QueueOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One process of the mixed fleet.
 *
 * @param who its name, never used again
 * @param process the running process
 */
record FleetMember(String who, Process process) {

  private static final int LOCK_MILLIS = 5_000;
  private static final int SWEEP_MILLIS = 1_000;

  static FleetMember node(QueueOptions queue, Release release, String who) {
    Map<String, Object> terms = new LinkedHashMap<>();
    terms.put("bullmq", release.folder());
    terms.put("redis", Map.of("host", queue.redis().host(), "port", queue.redis().port()));
    terms.put("prefix", queue.prefix());
    terms.put("queue", queue.name());
    terms.put("who", who);
    terms.put("lock", LOCK_MILLIS);
    terms.put("sweep", SWEEP_MILLIS);
    return start(who, List.of("node", "peer/fleet.mjs", Scene.JSON.writeValueAsString(terms)));
  }

  static FleetMember java(QueueOptions queue, String redis, String who) {
    String home = System.getProperty("java.home");
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return start(
        who,
        List.of(
            home + "/bin/java",
            "-Xmx192m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes,
            "-Dtidemill.interop=.",
            FleetWorker.class.getName(),
            redis,
            queue.prefix(),
            queue.name(),
            who,
            Integer.toString(LOCK_MILLIS),
            Integer.toString(SWEEP_MILLIS)));
  }

  private static FleetMember start(String who, List<String> command) {
    try {
      return new FleetMember(
          who,
          new ProcessBuilder(command)
              .directory(NodeExtension.INTEROP.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(who + " cannot be started: " + command, e);
    }
  }

  boolean isNode() {
    return who.startsWith("node");
  }

  /** SIGKILL; returns when it is dead. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }
}
