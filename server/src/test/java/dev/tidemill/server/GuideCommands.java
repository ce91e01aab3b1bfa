package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands that a page of the guide shows, each in a line of a block.
 *
 * @param text of the page
 */
record GuideCommands(String text) {

  private static final Path GUIDES = Path.of("../docs/guide");
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^\\s'])+");

  static GuideCommands of(String page) {
    try {
      return new GuideCommands(Files.readString(GUIDES.resolve(page)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of each command in the block of that kind, without its first, and some more. */
  List<String[]> commands(String kind, String... more) {
    String block = text.split("```" + kind + "\n", 2)[1].split("```", 2)[0];
    return block.lines().map(line -> words(line, more)).toList();
  }

  /** The words of the one command there. */
  String[] only(String kind, String... more) {
    List<String[]> all = commands(kind, more);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static String[] words(String line, String... more) {
    Stream<String> words =
        WORD.matcher(line)
            .results()
            .map(MatchResult::group)
            .map(word -> word.replace("'", ""))
            .skip(1); // "tidemill"
    return Stream.concat(words, Stream.of(more)).toArray(String[]::new);
  }

  /** Types them, one after the other; answers all that is printed. */
  String allGoWell(String kind, String where) {
    StringBuilder said = new StringBuilder();
    List<String[]> commands = commands(kind, where);
    assertThat(commands).hasSizeGreaterThan(4);
    for (String[] words : commands) {
      Typed told = Typed.of(words);
      assertThat(told.code()).as("%s: %s", String.join(" ", words), told.err()).isZero();
      said.append(told.out());
    }
    return said.toString();
  }
}
