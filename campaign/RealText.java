import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A text of real lines, gathered from the sources and documentation under some folders. */
final class RealText {

  /** What the text must hold some of. */
  enum Kind {
    EMPTY,
    JSON,
    NON_ASCII,
    LONG
  }

  private static final int LONG = 200_000;
  private static final int LONGEST = 16 << 20;

  private final int wanted;
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private int lines;

  RealText(int wanted) {
    this.wanted = wanted;
  }

  /** Writes it and fails when a kind is missing. */
  void write(Path to, List<Path> roots) throws IOException {
    try (OutputStream out = Files.newOutputStream(to)) {
      for (Path root : roots) {
        // The files with the longest lines are large: those first, so that no kind is missed.
        for (Path file : filesOf(root)) {
          if (lines >= wanted) {
            break;
          }
          append(file, out);
        }
      }
    }
    if (lines < wanted || kinds.size() < Kind.values().length) {
      throw new IllegalStateException(
          "Only %d lines with %s under %s: name folders with more text"
              .formatted(lines, kinds, roots));
    }
  }

  private static List<Path> filesOf(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> all = new ArrayList<>(files.filter(Files::isRegularFile).toList());
      all.sort(Comparator.comparingLong((Path file) -> file.toFile().length()).reversed());
      return all;
    }
  }

  private void append(Path file, OutputStream out) throws IOException {
    if (Files.size(file) > LONGEST || !Files.isReadable(file)) {
      return;
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
    } catch (CharacterCodingException e) {
      return;
    }
    if (text.indexOf('\0') >= 0) {
      return;
    }
    int taken = 0;
    for (String line : text.split("\n", -1)) {
      // Some of each file, so that many files are in it.
      if (lines >= wanted || taken++ > 2_000) {
        return;
      }
      note(line);
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      lines++;
    }
  }

  private void note(String line) {
    if (line.isEmpty()) {
      kinds.add(Kind.EMPTY);
    }
    if (line.startsWith("{\"") && line.endsWith("}")) {
      kinds.add(Kind.JSON);
    }
    if (line.chars().anyMatch(c -> c > 127)) {
      kinds.add(Kind.NON_ASCII);
    }
    if (line.length() >= LONG) {
      kinds.add(Kind.LONG);
    }
  }
}
