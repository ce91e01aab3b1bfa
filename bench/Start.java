import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Starts by turns, and what they took: medians, and from the least to the most. */
final class Start {

  private static final int AOT_SINCE = 25;

  private final Path work;
  private final Map<String, List<Started>> all = new LinkedHashMap<>();
  private int starts;

  private Start(Path work) {
    this.work = work;
  }

  /**
   * Measures.
   *
   * @param words a directory that it may fill, and how many rounds
   */
  public static void main(String[] words) throws Exception {
    Start start = new Start(Path.of(words[0]));
    Map<String, String> archives = start.archives();
    Files.writeString(
        start.work.resolve("Empty.java"), "class Empty { public static void main(String[] w) {} }");
    new ProcessBuilder("javac", "-d", words[0], words[0] + "/Empty.java")
        .inheritIO()
        .start()
        .waitFor();
    for (int round = 0; round <= Integer.parseInt(words[1]); round++) {
      start.round(archives, round == 0); // the first has the files read from the disk
    }
    start.print();
  }

  private void round(Map<String, String> archives, boolean warm) throws Exception {
    note(warm, "java -version", Started.andEnded("java -version"));
    note(warm, "an empty main", Started.andEnded("java -cp " + work + " Empty"));
    for (Map.Entry<String, String> archive : archives.entrySet()) {
      Path data = work.resolve("data-" + starts++);
      note(warm, archive.getKey(), Started.demo(data, archive.getValue(), ""));
    }
  }

  private void note(boolean warm, String what, Started took) {
    if (!warm) {
      all.computeIfAbsent(what, key -> new ArrayList<>()).add(took);
    }
  }

  /** What each kind of start finds ready. */
  private Map<String, String> archives() throws IOException, InterruptedException {
    Map<String, String> archives = new LinkedHashMap<>();
    archives.put("tidemill, nothing ready", "");
    archives.put(
        "tidemill, class-data archive", rehearsed("-XX:ArchiveClassesAtExit=", "start.jsa"));
    if (Runtime.version().feature() >= AOT_SINCE) {
      archives.put("tidemill, AOT cache", rehearsed("-XX:AOTCacheOutput=", "start.aot"));
    }
    return archives;
  }

  private String rehearsed(String option, String name) throws IOException, InterruptedException {
    Path file = work.resolve(name);
    Path stage = Files.createDirectory(work.resolve(name + ".stage"));
    long began = System.nanoTime();
    new ProcessBuilder(
            "java",
            "-Xlog:disable",
            option + file,
            "-cp",
            "server/target/tidemill.jar",
            "dev.tidemill.server.Rehearsal",
            stage.toString())
        .redirectErrorStream(true)
        .redirectOutput(work.resolve(name + ".log").toFile())
        .start()
        .waitFor();
    System.out.printf(
        "%s: %.1f MiB, made in %.1f s%n",
        name, Files.size(file) / 1048576.0, (System.nanoTime() - began) / 1e9);
    return file.toString();
  }

  private void print() {
    System.out.printf(
        "%-30s %20s %20s %20s %20s%n", "ms", "page", "its CPU", "first step", "its CPU");
    all.forEach(
        (what, took) ->
            System.out.printf(
                "%-30s %20s %20s %20s %20s%n",
                what,
                shown(took, Started::page),
                shown(took, Started::pageCpu),
                shown(took, Started::step),
                shown(took, Started::stepCpu)));
  }

  private static String shown(List<Started> took, ToDoubleFunction<Started> figure) {
    double[] sorted = took.stream().mapToDouble(figure).sorted().toArray();
    double median = sorted[sorted.length / 2];
    return median == 0
        ? ""
        : "%.0f (%.0f..%.0f)".formatted(median, sorted[0], sorted[sorted.length - 1]);
  }
}
