import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What became of the lines of a file.
 *
 * @param missing lines that came out less often than they are in it
 * @param foreign lines that came out and are not in it
 * @param repeats how often lines came out beyond that
 */
record LineCheck(long missing, long foreign, long repeats) {

  static LineCheck of(Path in, List<Path> outs) throws Exception {
    Map<String, Integer> expected = new HashMap<>();
    count(in, expected);
    Map<String, Integer> found = new HashMap<>();
    for (Path out : outs) {
      if (Files.exists(out)) {
        count(out, found);
      }
    }
    long missing = 0;
    long repeats = 0;
    for (var line : expected.entrySet()) {
      int times = found.getOrDefault(line.getKey(), 0);
      missing += Math.max(0, line.getValue() - times);
      repeats += Math.max(0, times - line.getValue());
    }
    long foreign = found.keySet().stream().filter(line -> !expected.containsKey(line)).count();
    return new LineCheck(missing, foreign, repeats);
  }

  private static void count(Path file, Map<String, Integer> lines) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        lines.merge(HexFormat.of().formatHex(digest.digest(bytes)), 1, Integer::sum);
      }
    }
  }
}
