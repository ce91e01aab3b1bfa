package dev.tidemill.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Server processes seen from outside: whether they live, and how one left in a directory is ended.
 */
final class Survivor {

  private static final Duration A_MOMENT = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Survivor() {}

  /** Ends a server that outlived its owner, so that its files are nobody else's. */
  static void end(Path directory) {
    long pid = pidIn(directory);
    if (pid <= 0 || !isServerOf(directory, pid)) {
      return;
    }
    if (!end(pid)) {
      throw new EmbeddedRedisException(
          "Redis of an earlier run (process "
              + pid
              + ") still uses "
              + directory
              + " and does not end; end it by hand",
          null);
    }
  }

  /** Has a server write what it holds and end, or just end; answers whether it has. */
  static boolean end(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    if (awaitDeath(pid, A_MOMENT)) {
      return true;
    }
    wake(pid);
    if (awaitDeath(pid, LIMIT)) {
      return true;
    }
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    return awaitDeath(pid, LIMIT);
  }

  /** One that was made to stand still hears nothing until it goes on. */
  private static void wake(long pid) {
    String[] kill = {"/bin/sh", "-c", "kill -CONT \"$1\"", "tidemill-wake", Long.toString(pid)};
    try {
      new ProcessBuilder(kill).start();
    } catch (IOException e) {
      // Then it is ended by force.
    }
  }

  /** The pid that a server left in its directory, 0 when there is none. */
  static long pidIn(Path directory) {
    try {
      return Long.parseLong(Files.readString(directory.resolve("redis.pid")).strip());
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /** A pid is used again some day: only a process that looks like our server is one. */
  private static boolean isServerOf(Path directory, long pid) {
    if (!isAlive(pid)) {
      return false;
    }
    try {
      Path where = Path.of("/proc/" + pid + "/cwd");
      if (Files.exists(where)) {
        return Files.isSameFile(where, directory);
      }
    } catch (IOException e) {
      return false;
    }
    Optional<String> program = ProcessHandle.of(pid).flatMap(handle -> handle.info().command());
    return program.map(p -> p.contains("redis") || p.contains("valkey")).orElse(false);
  }

  /** Whether the process runs; one that has ended and was not collected yet does not. */
  static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !isZombie(pid);
  }

  private static boolean isZombie(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException e) {
      return false; // No such file system, or the process is gone, which the caller has seen.
    }
  }

  static boolean awaitDeath(long pid, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (isAlive(pid)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Pause.millis(3);
    }
    return true;
  }
}
