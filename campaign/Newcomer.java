import dev.tidemill.job.JobState;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what a new user does first, by the commands and on a real server: from a clone to the second
 * step of the wave; from "that mail never came" to the one failed job among many, tried again; from
 * a queue that stands still to the reason.
 *
 * <p>Usage: {@code campaign/newcomer THOUSANDS-OF-JOBS [full]}; needs git, a filled Maven
 * repository and redis-server on the PATH or in REDIS_SERVER. With {@code full} it appends a line
 * to {@code campaign/results.txt}.
 */
final class Newcomer {

  private static final Pattern CURSOR = Pattern.compile("--cursor=(\\S+)");
  private static final Pattern ID = Pattern.compile("(?m)^(\\d+)\\t");

  private final Path work;

  private Newcomer(Path work) {
    this.work = work;
  }

  public static void main(String[] arguments) throws Exception {
    Path work = Files.createTempDirectory("tidemill-newcomer");
    int size = Integer.parseInt(arguments[0]) * 1_000;
    Newcomer newcomer = new Newcomer(work);
    String wave = newcomer.cloned();
    System.out.println(wave);
    try (OwnRedis redis = OwnRedis.start(work);
        OwnServer server = OwnServer.start(work, redis);
        MillionJobs jobs = new MillionJobs(redis.uri(), size);
        Queue lonely = Queue.open(new QueueOptions(redis.uri(), "bull", "lonely"))) {
      jobs.fill();
      lonely.add("mail", "{}");
      Typing typing = new Typing(work, server.port());
      String found = newcomer.found(typing, jobs);
      System.out.println(found);
      String why = newcomer.why(typing);
      System.out.println(why);
      String result =
          "%s a newcomer, %d jobs: %s; %s; %s".formatted(LocalDate.now(), size, wave, found, why);
      if (arguments.length > 1 && arguments[1].equals("full")) {
        Results.tell(result, true, work);
      }
    }
  }

  /** Clone, build, wave. */
  private String cloned() throws Exception {
    Path clone = work.resolve("clone");
    int port = OwnRedis.freePort();
    long began = System.nanoTime();
    new ProcessBuilder("git", "clone", "-q", ".", clone.toString()).inheritIO().start().waitFor();
    Files.createDirectories(clone.resolve(".mvn"));
    Files.writeString(clone.resolve(".mvn/maven.config"), "-o\n");
    Process demo =
        new ProcessBuilder(
                "./tidemill", "demo", "--no-open", "--port=" + port, "--data=" + work + "/data")
            .directory(clone.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("demo.txt").toFile())
            .start();
    try {
      Waiting.until(() -> answers(port, demo));
      double page = since(began);
      awaitSteps(port, 2);
      return "clone to page %.1f s, to the second step %.1f s".formatted(page, since(began));
    } finally {
      demo.destroy();
      demo.waitFor();
    }
  }

  private boolean answers(int port, Process demo) {
    if (!demo.isAlive()) {
      throw new IllegalStateException("the demo has ended, see " + work);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void awaitSteps(int port, int steps) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET /events HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      int seen = 0;
      for (String line = lines.readLine(); line != null && seen < steps; line = lines.readLine()) {
        seen += line.equals("event: step") ? 1 : 0;
      }
    }
  }

  /** The one mail that a customer misses. */
  private String found(Typing typing, MillionJobs jobs) throws Exception {
    String id = jobs.someId();
    String mail = "user" + (Integer.parseInt(id) - 1) + "@x.org";
    String[] look = {
      "job", "ls", MillionJobs.NAME, "--state=failed", "--plain", "--search=data:" + mail, ""
    };
    String cursor = "";
    Matcher row;
    do {
      look[6] = cursor.isEmpty() ? "--limit=50" : "--cursor=" + cursor;
      String said = typing.tidemill(look);
      Matcher next = CURSOR.matcher(said);
      cursor = next.find() ? next.group(1) : "";
      row = ID.matcher(said);
    } while (!row.find(0) && !cursor.isEmpty());
    String got = row.group(1);
    long failed = jobs.count(JobState.FAILED);
    typing.tidemill("job", "show", MillionJobs.NAME, got);
    typing.tidemill("job", "retry", MillionJobs.NAME, got);
    if (!got.equals(id) || jobs.count(JobState.FAILED) != failed - 1) {
      throw new IllegalStateException("job " + got + " was found for " + id);
    }
    return "one failed job of %d found, read and retried: %s".formatted(failed, typing.told());
  }

  /** Why a queue stands still. */
  private String why(Typing typing) throws Exception {
    typing.tidemill("queue", "ls");
    String said = typing.tidemill("queue", "show", "lonely");
    String reason =
        said.lines()
            .filter(line -> line.startsWith("! "))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no reason is told: " + said));
    return "why a queue stands still: %s ('%s')".formatted(typing.told(), reason.substring(2));
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
