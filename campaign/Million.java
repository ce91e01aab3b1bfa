import dev.tidemill.job.JobState;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills a queue with a million jobs of which three in ten have failed, asks every route that reads,
 * retries the failed ones while workers run, cancels that and begins again, and looks whether each
 * job was done as often as it should. It is good when no route is slow again, the workers keep four
 * fifths of their speed beside a retry, and no more than one script in a thousand is slow beyond
 * what the machine is by itself.
 *
 * <p>Usage: {@code campaign/million THOUSANDS-OF-JOBS SECONDS-OF-A-STRETCH}; needs redis-server on
 * the PATH or in REDIS_SERVER. Appends a line to {@code campaign/results.txt}.
 */
final class Million {

  private static final int STRETCHES = 4; // of each kind
  private static final double KEPT = 0.8; // of the workers' speed beside a retry, at least
  private static final double SLOW = 0.001; // of the scripts, at most, beyond the machine's share

  private final OwnServer server;
  private final MillionJobs jobs;
  private final int seconds;
  private double kept;

  private Million(OwnServer server, MillionJobs jobs, int seconds) {
    this.server = server;
    this.jobs = jobs;
    this.seconds = seconds;
  }

  public static void main(String[] arguments) throws Exception {
    int size = Integer.parseInt(arguments[0]) * 1_000;
    Path work = Files.createTempDirectory("tidemill-million");
    long began = System.nanoTime();
    try (OwnRedis redis = OwnRedis.start(work);
        OwnServer server = OwnServer.start(work, redis, "--start", "--limiter=10/s");
        MillionJobs jobs = new MillionJobs(redis.uri(), size)) {
      jobs.fill();
      System.out.println("filled: " + jobs.counts() + ", slow meanwhile: " + redis.slow());
      long slowBefore = redis.slowSoFar();
      double scriptsBefore = redis.scriptCost()[1];
      RouteTimes times = new RouteTimes(server, redis, jobs.someId());
      times.ask();
      System.out.print(times.table());
      String slowReads = redis.slow();
      Million million = new Million(server, jobs, Integer.parseInt(arguments[1]));
      String kept = million.retryByTurns();
      String slowRetry = redis.slow();
      double slow = (redis.slowSoFar() - slowBefore) / (redis.scriptCost()[1] - scriptsBefore);
      million.retryAll();
      String wrong = jobs.wrong();
      OwnRedis.Control control = redis.slowByTheMachine();
      boolean steady = slow <= control.share() + SLOW;
      boolean good = times.isGood() && wrong.isEmpty() && million.kept >= KEPT && steady;
      String result =
          "%s minutes=%.1f a million, %d jobs: %s, %s; dearest script %s, slow commands while reading %s; retry beside workers %s, at least %.0f %% wanted: %s; slow %s; slow beside all scripts %.3f %%, at most %.3f %% wanted: %s; scripts took %s us; nothing at all done alone is slow %s; %s"
              .formatted(
                  LocalDate.now(),
                  (System.nanoTime() - began) / 6e10,
                  size,
                  word(good),
                  times.summary(),
                  times.dearest(),
                  slowReads,
                  kept,
                  KEPT * 100,
                  word(million.kept >= KEPT),
                  slowRetry,
                  slow * 100,
                  (control.share() + SLOW) * 100,
                  word(steady),
                  redis.scripts(),
                  control.told(),
                  wrong.isEmpty() ? "none lost, none done twice" : wrong);
      Results.tell(result, good, work);
    }
  }

  private static String word(boolean good) {
    return good ? "good" : "BAD";
  }

  /** Stretches of work without a retry and with one, by turns; each retry is cancelled. */
  private String retryByTurns() throws Exception {
    jobs.work();
    jobs.handledIn(2); // warm
    jobs.rest();
    List<Double> alone = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    for (int n = 0; n < STRETCHES; n++) {
      alone.add(jobs.workedIn(seconds));
      String operation = begin();
      awaitPhase(operation, "running");
      beside.add(jobs.workedIn(seconds));
      server.send("DELETE", operation, "");
      String cancelled = awaitOver(operation);
      System.out.printf(
          "alone %.0f/s, beside %.0f/s, %s%n", alone.getLast(), beside.getLast(), cancelled);
    }
    kept = sum(beside) / sum(alone);
    return String.format(Locale.ROOT, "keep %.0f %% (%s)", kept * 100, pairs(alone, beside));
  }

  private static double sum(List<Double> figures) {
    return figures.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String pairs(List<Double> alone, List<Double> beside) {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < alone.size(); n++) {
      text.append("%s%.0f/%.0f".formatted(n == 0 ? "" : " ", beside.get(n), alone.get(n)));
    }
    return text + " a second";
  }

  private void retryAll() throws Exception {
    jobs.goOn();
    String operation = begin();
    System.out.println(awaitOver(operation));
    Waiting.until(() -> jobs.count(JobState.WAITING) == 0 && jobs.count(JobState.ACTIVE) == 0);
    System.out.println("at the end: " + jobs.counts());
  }

  private String begin() {
    HttpResponse<String> begun =
        server.send(
            "POST", "/api/v1/queues/" + MillionJobs.NAME + "/bulk", "{\"action\":\"retry\"}");
    return begun.headers().firstValue("Location").orElseThrow();
  }

  private void awaitPhase(String operation, String phase) throws InterruptedException {
    Waiting.until(() -> server.get(operation).body().contains("\"phase\":\"" + phase + "\""));
  }

  private String awaitOver(String operation) throws InterruptedException {
    Waiting.until(() -> server.get(operation).body().contains("\"over\":true"));
    Matcher told =
        Pattern.compile("\"phase\".*\"skipped\":\\d+").matcher(server.get(operation).body());
    TimeUnit.MILLISECONDS.sleep(100);
    return told.find() ? told.group() : "nothing told";
  }
}
