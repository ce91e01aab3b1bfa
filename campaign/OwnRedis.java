import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Redis of a campaign's own that writes down every command of more than five milliseconds. */
final class OwnRedis implements AutoCloseable {

  private static final String SLOW_MICROS = "5000";
  private static final int LOOPS = 5000;

  private final Process process;
  private final RedisUri uri;
  private final RedisConnection connection;
  private long slow;

  /**
   * What a machine alone is slow at.
   *
   * @param share of commands that are slow on it
   * @param told for people
   */
  record Control(double share, String told) {}

  private OwnRedis(Process process, RedisUri uri) {
    this.process = process;
    this.uri = uri;
    this.connection = new RedisConnection(uri, "");
  }

  static OwnRedis start(Path work) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command =
        List.of(
            System.getenv().getOrDefault("REDIS_SERVER", "redis-server"),
            "--bind 127.0.0.1 --port " + port,
            "--save",
            "",
            "--dir " + work,
            "--maxmemory-policy noeviction",
            "--slowlog-log-slower-than " + SLOW_MICROS,
            "--slowlog-max-len 100000");
    Process process =
        new ProcessBuilder(command.stream().flatMap(OwnRedis::words).toList())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("redis.txt").toFile())
            .start();
    goFirst(process);
    OwnRedis redis = new OwnRedis(process, RedisUri.parse("redis://127.0.0.1:" + port));
    Waiting.until(redis::answers);
    return redis;
  }

  /**
   * Before all others, where this may be asked for: its slow commands are then its own work, and
   * not the wait for a processor that server, workers and campaign take from it on a small machine.
   */
  private static void goFirst(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("renice", "-n", "-15", "-p", Long.toString(process.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static java.util.stream.Stream<String> words(String text) {
    return text.startsWith("--")
        ? Pattern.compile(" ").splitAsStream(text)
        : List.of(text).stream();
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private boolean answers() {
    try {
      return connection.call("PING").text().equals("PONG");
    } catch (RuntimeException e) {
      return false;
    }
  }

  RedisUri uri() {
    return uri;
  }

  String url() {
    return "redis://127.0.0.1:" + uri.port();
  }

  Reply call(String command, String... arguments) {
    return connection.call(command, arguments);
  }

  /** A field of {@code INFO}. */
  double info(String section, String field) {
    return call("INFO", section)
        .text()
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .mapToDouble(line -> Double.parseDouble(line.substring(field.length() + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The slow commands since the last time, each kind with the milliseconds of its slowest. A
   * machine with more to do than processors makes any command slow: those that touch one field say
   * how often that happened.
   */
  String slow() {
    Map<String, long[]> kinds = new TreeMap<>();
    for (Reply entry : call("SLOWLOG", "GET", "-1").list()) {
      List<Reply> fields = entry.list();
      long[] kind = kinds.computeIfAbsent(kind(fields.get(3).list()), none -> new long[2]);
      slow++;
      kind[0]++;
      kind[1] = Math.max(kind[1], fields.get(2).number() / 1000);
    }
    call("SLOWLOG", "RESET");
    return kinds.entrySet().stream()
        .map(kind -> kind.getValue()[0] + " x " + kind.getKey() + " " + kind.getValue()[1] + " ms")
        .collect(Collectors.joining("; ", "[", "]"));
  }

  /**
   * What the slow log says of a script of about a millisecond that touches no data, with nobody
   * else at work: what it has to say then is about the machine.
   */
  Control slowByTheMachine() {
    slow();
    long before = slow;
    String loop =
        "-- a loop that touches nothing\n"
            + "local x = 0 for n = 1, 60000 do x = x + n % 7 end return x";
    for (int n = 0; n < LOOPS; n++) {
      call("EVAL", loop, "0");
    }
    String told = "of " + LOOPS + ": " + slow();
    return new Control((slow - before) / (double) LOOPS, told);
  }

  /** How many commands were slow, as far as {@link #slow()} has told them. */
  long slowSoFar() {
    return slow;
  }

  private static String kind(List<Reply> words) {
    String command = words.getFirst().text();
    if (!command.startsWith("EVAL")) {
      return command;
    }
    String script = words.get(1).text().strip();
    return command + " " + script.lines().findFirst().orElse("").replaceFirst("^-+ *", "");
  }

  /** What scripts have cost: processor microseconds of Redis in all, and how many ran. */
  double[] scriptCost() {
    double micros = 1e6 * (info("cpu", "used_cpu_user") + info("cpu", "used_cpu_sys"));
    double calls =
        call("INFO", "commandstats")
            .text()
            .lines()
            .filter(line -> line.startsWith("cmdstat_evalsha:"))
            .mapToDouble(
                line -> Double.parseDouble(line.replaceFirst("^[^=]*calls=(\\d+),.*", "$1")))
            .sum();
    return new double[] {micros, calls};
  }

  /** How long scripts took, as Redis tells it: quantiles in microseconds. */
  String scripts() {
    return call("INFO", "latencystats")
        .text()
        .lines()
        .filter(line -> line.contains("_evalsha:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  @Override
  public void close() {
    connection.close();
    process.destroy();
  }
}
