package dev.tidemill.pool.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesSourceTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void names() {
    file = folder.resolve("in.txt");
  }

  @Test
  void keepsObjectsAndArraysAsTheyAreAndQuotesTheRest() throws IOException {
    write("{\"a\" : 1}\n[1,2]\n12\n\ntrue\n\"x\"\n{\"a\":1\n  [ ] \r\nnaïve\t€\\\n{\"a\":1} x\n");

    assertThat(payloads(read(OnBadLine.FAIL)))
        .containsExactly(
            "{\"a\" : 1}",
            "[1,2]",
            "\"12\"",
            "\"\"",
            "\"true\"",
            "\"\\\"x\\\"\"",
            "\"{\\\"a\\\":1\"",
            "  [ ] \r",
            "\"naïve\\t€\\\\\"",
            "\"{\\\"a\\\":1} x\"");
  }

  @Test
  void takesALastLineWithoutItsEnd() throws IOException {
    write("a\r\nb");

    assertThat(payloads(read(OnBadLine.FAIL))).containsExactly("\"a\\r\"", "\"b\"");
  }

  @Test
  void rangesJoinWithoutGapFromTheEmptyPosition() throws IOException {
    write("a\nb\nc\n");
    PositionedSource source = opened("");

    Range first = source.read(2);
    Range second = source.read(2);
    Range third = source.read(2);

    assertThat(first.from()).isEmpty();
    assertThat(first.to()).isEqualTo(second.from()).startsWith("2 4 ");
    assertThat(second.to()).isEqualTo(third.from()).startsWith("3 6 ");
    assertThat(third.isEnd()).isTrue();
  }

  @Test
  void goesOnWhereAnUnfinishedRunStoppedAndSaysSo() throws IOException {
    write("a\nb\nc\n");
    String at = opened("").read(2).to();
    PositionedSource again = Sources.lines(file, OnBadLine.FAIL);

    Opening opening = again.open(at);

    assertThat(opening.kind()).isEqualTo(Opening.Kind.RESUMED);
    assertThat(opening.taken()).isEqualTo(2);
    assertThat(opening.told()).contains("Resuming").contains("line 3");
    Range rest = again.read(9);
    assertThat(payloads(rest.messages())).containsExactly("\"c\"");
    assertThat(rest.from()).isEqualTo(at);
  }

  @Test
  void startsAnewAfterAFinishedRun() throws IOException {
    write("a\nb\n");
    PositionedSource source = opened("");
    source.read(9);
    String finished = source.finished();

    Opening opening = source.open(finished);

    assertThat(opening.kind()).isEqualTo(Opening.Kind.ANEW);
    Range range = source.read(1);
    assertThat(range.from()).isEqualTo(finished);
    assertThat(payloads(range.messages())).containsExactly("\"a\"");
  }

  @Test
  void goesOnWithWhatWasAppendedToAFinishedFile() throws IOException {
    write("a\nb\n");
    PositionedSource source = opened("");
    source.read(9);
    String finished = source.finished();
    Files.writeString(file, "c\n", StandardOpenOption.APPEND);

    assertThat(source.open(finished).kind()).isEqualTo(Opening.Kind.GROWN);
    assertThat(payloads(source.read(9).messages())).containsExactly("\"c\"");
  }

  @Test
  void refusesAFileThatWasChangedBeforeThePosition() throws IOException {
    write("a\nb\nc\n");
    String at = opened("").read(2).to();
    write("a\nX\nc\n");

    assertThatThrownBy(() -> opened(at))
        .isInstanceOf(SourceFailed.class)
        .hasMessageContaining("in.txt")
        .hasMessageContaining("changed before line 3")
        .hasMessageContaining("Put the old content back");
  }

  @Test
  void refusesAFileThatHasShrunk() throws IOException {
    write("a\nb\nc\n");
    String at = opened("").read(3).to();
    write("a\n");

    assertThatThrownBy(() -> opened(at)).hasMessageContaining("changed before line 4");
  }

  @Test
  void namesFileAndLineOfALineThatIsNotUtf8AndKeepsThePlaceBeforeIt() throws IOException {
    Files.write(file, new byte[] {'a', '\n', (byte) 0xC3, (byte) 0x28, '\n', 'c', '\n'});
    PositionedSource source = opened("");

    Range before = source.read(9);
    assertThat(payloads(before.messages())).containsExactly("\"a\"");
    assertThatThrownBy(() -> source.read(9))
        .isInstanceOf(SourceFailed.class)
        .hasMessageContaining("Line 2 of")
        .hasMessageContaining("in.txt")
        .hasMessageContaining("not UTF-8")
        .hasMessageContaining("--on-bad-line=skip");
    assertThat(source.finished()).isEqualTo(before.to() + " end");
  }

  @Test
  void skipsAndCountsBadLinesWhenAsked() throws IOException {
    Files.write(file, new byte[] {'a', '\n', (byte) 0xFF, '\n', 'c', '\n', (byte) 0xFF});
    PositionedSource source = Sources.lines(file, OnBadLine.SKIP);
    source.open("");

    assertThat(payloads(source.read(9).messages())).containsExactly("\"a\"", "\"c\"");
    assertThat(source.skipped()).isEqualTo(2);
    assertThat(source.read(9).isEnd()).isTrue();
  }

  @Test
  void takesAReplacementCharacterThatIsReallyThere() throws IOException {
    write("\uFFFD\n");

    assertThat(payloads(read(OnBadLine.FAIL))).containsExactly("\"\uFFFD\"");
  }

  @Test
  void takesALineOf16MiBAndRefusesALongerOne() throws IOException {
    write("x".repeat(LineReader.LONGEST) + "\n" + "y".repeat(LineReader.LONGEST + 1) + "\nz");
    PositionedSource source = opened("");

    assertThat(source.read(9).messages())
        .singleElement()
        .satisfies(m -> assertThat(m.data()).hasSize(LineReader.LONGEST + 2));
    assertThatThrownBy(() -> source.read(9))
        .hasMessageContaining("Line 2")
        .hasMessageContaining("16 MiB");
    assertThat(read(OnBadLine.SKIP)).hasSize(2).last().isEqualTo(Message.of("\"z\""));
  }

  @Test
  void namesTheFileThatIsMissingOrNoFile() {
    assertThatThrownBy(() -> opened("")).hasMessageContaining("in.txt does not exist");
    PositionedSource directory = Sources.lines(folder, OnBadLine.FAIL);
    assertThatThrownBy(() -> directory.open("")).hasMessageContaining("no regular file");
  }

  @Test
  void tellsHowManyLinesThereAre() throws IOException {
    write("a\nb\nc");
    PositionedSource source = opened("");

    Awaitility.await().untilAsserted(() -> assertThat(source.total()).isEqualTo(3));
  }

  @Test
  void tellsHowManyAreStillToBeRead() throws IOException {
    write("a\nb\nc\nd");
    PositionedSource source = Sources.lines(file, OnBadLine.FAIL);
    assertThat(source.waiting()).isEqualTo(-1);
    source.open("");
    Awaitility.await().untilAsserted(() -> assertThat(source.waiting()).isEqualTo(4));

    source.read(3);
    assertThat(source.waiting()).isEqualTo(1);
    source.read(3);
    assertThat(source.waiting()).isZero();
    write("a\nb\nc\nd\ne");
    source.read(3);

    assertThat(source.waiting()).isLessThanOrEqualTo(0);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private PositionedSource opened(String position) {
    PositionedSource source = Sources.lines(file, OnBadLine.FAIL);
    source.open(position);
    return source;
  }

  private List<Message> read(OnBadLine onBadLine) {
    PositionedSource source = Sources.lines(file, onBadLine);
    source.open("");
    List<Message> all = new ArrayList<>();
    for (Range range = source.read(3); !range.isEnd(); range = source.read(3)) {
      all.addAll(range.messages());
    }
    source.close();
    return all;
  }

  private static List<String> payloads(List<Message> messages) {
    return messages.stream().map(Message::data).toList();
  }
}
