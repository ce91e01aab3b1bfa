import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kills a run at random moments and looks whether every line came out, nothing else did, the count
 * is the number of lines, and no more lines came out twice than were in flight at the kills.
 *
 * <p>Usage: {@code campaign/kill-run VICTIM KILLS LINES SEED [FLAGS-OF-RUN] -- FOLDERS-WITH-TEXT},
 * with {@code process} or {@code redis} as the victim. Appends a line to {@code
 * campaign/results.txt}.
 */
final class KillRun {

  private static final Pattern TOTAL = Pattern.compile("\"totalMessageCount\":(\\d+)");
  private static final Pattern BACK_IN_LINE = Pattern.compile("back in line are (\\d+) messages");
  private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

  private final Path home = Path.of("").toAbsolutePath();
  private final Path work;
  private final List<String> flags;
  private final RandomGenerator random;
  private final Path in;
  private final Path out;
  private int kills;

  private KillRun(Path work, List<String> flags, long seed) {
    this.work = work;
    this.flags = flags;
    this.random = new Random(seed);
    this.in = work.resolve("in.txt");
    this.out = work.resolve("out.txt");
  }

  public static void main(String[] arguments) throws Exception {
    List<String> all = List.of(arguments);
    int dashes = all.indexOf("--");
    String victim = all.get(0);
    int wanted = Integer.parseInt(all.get(1));
    int lines = Integer.parseInt(all.get(2));
    long seed = Long.parseLong(all.get(3));
    List<String> flags = all.subList(4, dashes);
    List<Path> roots = all.subList(dashes + 1, all.size()).stream().map(Path::of).toList();
    Path work = Files.createTempDirectory("tidemill-kill-run");
    KillRun campaign = new KillRun(work, flags, seed);
    new RealText(lines).write(campaign.in, roots);
    long began = System.nanoTime();
    if (victim.equals("process")) {
      campaign.killProcess(wanted);
    } else {
      campaign.killRedis(wanted);
    }
    campaign.judge(victim, wanted, lines, seed, began);
  }

  private Process start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("tidemill").toString(),
                "run",
                "--source=lines:" + in,
                "--handler=lines:" + out,
                "--data=" + work.resolve("data")));
    command.addAll(flags);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve("log.txt").toFile()))
        .start();
  }

  private void killProcess(int wanted) throws Exception {
    while (true) {
      long before = size(out);
      Process run = start();
      if (kills < wanted) {
        awaitGrowth(run, before);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
        if (run.isAlive()) {
          run.destroyForcibly();
          kills++;
        }
      }
      int code = run.waitFor();
      if (kills >= wanted && code == 0) {
        return;
      }
      if (code != 0 && code != 137) {
        throw new IllegalStateException("The run ended with " + code + ": see " + work);
      }
      if (code == 0) {
        throw new IllegalStateException("The run ended after " + kills + " kills: give more lines");
      }
    }
  }

  private void killRedis(int wanted) throws Exception {
    Process run = start();
    while (kills < wanted) {
      awaitGrowth(run, size(out));
      TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1500));
      if (!run.isAlive()) {
        throw new IllegalStateException("The run ended after " + kills + " kills: give more lines");
      }
      String pid = Files.readString(work.resolve("data/redis.pid")).strip();
      new ProcessBuilder("kill", "-9", pid).start().waitFor();
      kills++;
    }
    int code = run.waitFor();
    if (code != 0) {
      throw new IllegalStateException("The run ended with " + code + ": see " + work);
    }
  }

  private void awaitGrowth(Process run, long before) throws Exception {
    while (run.isAlive() && size(out) <= before) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private void judge(String victim, int wanted, int lines, long seed, long began) throws Exception {
    LineCheck check = LineCheck.of(in, List.of(out));
    long repeats = check.repeats();
    long count = count();
    long inFlight = inFlight();
    boolean good = check.missing() == 0 && check.foreign() == 0 && count == lines;
    if (victim.equals("process")) {
      good &= repeats <= inFlight;
    }
    String result =
        "%s seed=%d minutes=%.1f %s killed %d times, %s, %d lines: %s, missing %d, foreign %d, repeats %d of %d in flight, count %d"
            .formatted(
                LocalDate.now(),
                seed,
                (System.nanoTime() - began) / 6e10,
                victim,
                wanted,
                flags.isEmpty() ? "everysec" : String.join(" ", flags),
                lines,
                good ? "good" : "BAD",
                check.missing(),
                check.foreign(),
                repeats,
                inFlight,
                count);
    Results.tell(result, good, work);
  }

  /** What the runs have found in the hands of the killed ones before them. */
  private long inFlight() throws IOException {
    return BACK_IN_LINE
        .matcher(Files.readString(work.resolve("log.txt")))
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
  }

  /** What the pool says that it has counted, asked as anybody would. */
  private long count() throws Exception {
    Process serve =
        new ProcessBuilder(
                home.resolve("tidemill").toString(),
                "serve",
                "--no-open",
                "--port=0",
                "--data=" + work.resolve("data"))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = serve.inputReader()) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        Matcher port = PORT.matcher(line);
        if (port.find()) {
          return total(port.group(1));
        }
      }
      throw new IllegalStateException("serve did not tell its address");
    } finally {
      serve.destroy();
      serve.waitFor();
    }
  }

  private static long total(String port) throws Exception {
    HttpRequest ask =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/state")).build();
    String state =
        HttpClient.newHttpClient().send(ask, HttpResponse.BodyHandlers.ofString()).body();
    Matcher total = TOTAL.matcher(state);
    if (!total.find()) {
      throw new IllegalStateException("no total in " + state);
    }
    return Long.parseLong(total.group(1));
  }
}
