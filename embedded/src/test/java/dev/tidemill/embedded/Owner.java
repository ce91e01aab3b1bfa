package dev.tidemill.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Another JVM that owns an embedded Redis until it is killed. */
final class Owner implements AutoCloseable {

  private final Process process;
  private final long redisPid;

  private Owner(Process process, long redisPid) {
    this.process = process;
    this.redisPid = redisPid;
  }

  /** What runs in the other JVM. */
  public static void main(String[] arguments) throws IOException {
    EmbeddedRedis redis =
        EmbeddedRedis.start(new EmbeddedRedisOptions(Path.of(arguments[0]), false));
    System.out.println(redis.pid());
    while (System.in.read() >= 0) {
      // Until the test ends.
    }
  }

  static Owner start(Path directory) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName(),
            directory.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new Owner(process, Long.parseLong(out.readLine()));
  }

  long pid() {
    return process.pid();
  }

  long redisPid() {
    return redisPid;
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
