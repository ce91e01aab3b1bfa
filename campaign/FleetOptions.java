import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a campaign on a fleet was told.
 *
 * @param pauseSeconds for how long one node is stopped half-way; 0 for not at all
 * @param pool options of its nodes
 */
record FleetOptions(
    int nodes,
    int kills,
    int redisKills,
    int lines,
    long seed,
    boolean embedded,
    boolean everySecond,
    long pauseSeconds,
    List<String> pool,
    List<Path> roots) {

  private static final String EMBEDDED = "--embedded";
  private static final String FSYNC = "--fsync=";
  private static final String PAUSE = "--pause=";
  private static final List<String> STAIRCASE =
      List.of("--policy=staircase", "--max-pushers=4", "--max-pullers=600");

  static FleetOptions of(List<String> all) {
    int dashes = all.indexOf("--");
    int[] given = all.subList(0, 4).stream().mapToInt(Integer::parseInt).toArray();
    List<String> asked = new ArrayList<>(all.subList(5, dashes));
    boolean embedded = asked.remove(EMBEDDED);
    String fsync = taken(FSYNC, "always", asked);
    Duration pause = Duration.parse("PT" + taken(PAUSE, "0s", asked));
    if (!List.of("always", "everysec").contains(fsync)) {
      throw new IllegalArgumentException(FSYNC + " is always or everysec");
    }
    return new FleetOptions(
        given[0],
        given[1],
        given[2],
        given[3],
        Long.parseLong(all.get(4)),
        embedded,
        fsync.equals("everysec"),
        pause.toSeconds(),
        asked.isEmpty() ? STAIRCASE : asked,
        all.subList(dashes + 1, all.size()).stream().map(Path::of).toList());
  }

  private static String taken(String name, String usual, List<String> asked) {
    String found = usual;
    for (String option : List.copyOf(asked)) {
      if (option.startsWith(name)) {
        found = option.substring(name.length());
        asked.remove(option);
      }
    }
    return found;
  }

  /** What each node is started with: at that pace there are lines until the last kill. */
  List<String> ofNode() {
    long seconds = 2L * (kills + 3L * redisKills + pauseSeconds) + 10;
    List<String> words = new ArrayList<>(pool);
    words.add("--limiter=" + Math.max(100, lines / seconds) + "/s");
    words.addAll(List.of("--push-interval=0", "--work=0..2s", "--threads=virtual"));
    return words;
  }

  String told() {
    return "%s Redis, fsync %s, %s"
        .formatted(
            embedded ? "embedded" : "external",
            everySecond ? "everysec" : "always",
            String.join(" ", pool));
  }
}
