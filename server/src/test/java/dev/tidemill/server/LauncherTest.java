package dev.tidemill.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a checkout of its own, with a Maven and JDKs that only say what they are told.
 */
@Timeout(60)
class LauncherTest {

  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >> "$HOME/builds"
      until [ -e "$HOME/may-end" ]; do :; done
      mkdir -p server/target && : > server/target/tidemill.jar
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
          until [ -e "$HOME/may-rehearse" ]; do :; done
          : > "${word#*=}"
          exit "${REHEARSAL-0}" ;;
        esac
      done
      echo "$@"
      """;

  @TempDir private Path home;
  private Path checkout;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void layOut() throws IOException {
    checkout = home.resolve("a checkout");
    for (String module : List.of("embedded", "queue", "pool", "server")) {
      Files.createDirectories(checkout.resolve(module + "/src/main"));
      Files.writeString(checkout.resolve(module + "/pom.xml"), "");
    }
    Files.writeString(checkout.resolve("pom.xml"), "");
    program(checkout.resolve("tidemill"), Files.readString(Path.of("../tidemill")));
    program(home.resolve("mvn"), MAVEN);
    jdk("25.0.3");
    Files.writeString(home.resolve("may-end"), "");
    Files.writeString(home.resolve("may-rehearse"), "");
  }

  @AfterEach
  void end() throws Exception {
    Files.writeString(home.resolve("may-end"), "");
    Files.writeString(home.resolve("may-rehearse"), "");
    for (Process process : started) {
      process.waitFor();
    }
    awaitRehearsed();
  }

  private void awaitRehearsed() throws IOException {
    while (!targets("rehearsal.[0-9]*").isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private List<String> targets(String pattern) throws IOException {
    Path target = checkout.resolve("server/target");
    if (!Files.isDirectory(target)) {
      return List.of();
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(target, pattern)) {
      List<String> names = new ArrayList<>();
      found.forEach(path -> names.add(path.getFileName().toString()));
      return names;
    }
  }

  @Test
  void twoThatStartAtOnceBuildOnce() throws Exception {
    Files.delete(home.resolve("may-end"));

    Process first = launch("25.0.3", "serve");
    while (!Files.exists(home.resolve("builds"))) {
      Thread.onSpinWait();
    }
    Process second = launch("25.0.3", "serve");
    assertThat(second.errorReader().readLine()).contains("Another Tidemill is building here");
    Files.writeString(home.resolve("may-end"), "");

    assertThat(outcome(first)).contains("-jar", "serve");
    assertThat(outcome(second)).contains("-jar", "serve");
    assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(1);
  }

  @Test
  void aStartFindsWhatTheBuildHasWrittenDown() throws Exception {
    outcome(launch("25.0.3", "serve"));
    awaitRehearsed();

    assertThat(outcome(launch("25.0.3", "serve"))).contains("-XX:AOTCache=", "start-25.0.3.aot");
    assertThat(outcome(launch("25.0.3", "--version"))).doesNotContain(".aot");
  }

  @Test
  void anOlderJdkFindsAnArchiveOfClasses() throws Exception {
    jdk("21.0.9");
    outcome(launch("21.0.9", "serve"));
    awaitRehearsed();

    assertThat(outcome(launch("21.0.9", "serve")))
        .contains("-XX:SharedArchiveFile=", "start-21.0.9.jsa");
  }

  @Test
  void nobodyWaitsForTheRehearsal() throws Exception {
    Files.delete(home.resolve("may-rehearse"));

    assertThat(outcome(launch("25.0.3", "serve"))).contains("-jar").doesNotContain(".aot");
    assertThat(outcome(launch("25.0.3", "serve"))).contains("-jar").doesNotContain(".aot");
    assertThat(targets("start-*")).isEmpty();
  }

  @Test
  void anotherJdkDoesWithoutIt() throws Exception {
    jdk("25.0.1");
    outcome(launch("25.0.3", "serve"));
    awaitRehearsed();

    assertThat(outcome(launch("25.0.3", "serve"))).contains(".aot");
    assertThat(outcome(launch("25.0.1", "serve"))).doesNotContain(".aot");
  }

  @Test
  void aRehearsalThatFailsIsNoReasonNotToStart() throws Exception {
    ProcessBuilder builder = command("25.0.3", "serve");
    builder.environment().put("REHEARSAL", "1");
    outcome(start(builder));
    awaitRehearsed();

    assertThat(outcome(launch("25.0.3", "serve"))).contains("-jar").doesNotContain(".aot");
  }

  @Test
  void aCheckoutThatCannotBeWrittenSaysSo() throws Exception {
    Files.writeString(checkout.resolve("server/target"), "in the way");

    Process process = launch("25.0.3", "serve");

    assertThat(process.errorReader().lines().toList())
        .anyMatch(l -> l.contains("cannot be written"));
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(home.resolve("builds")).doesNotExist();
  }

  @Test
  void aBuiltCheckoutOnAReadOnlyDiskStarts() throws Exception {
    Needs.program("unshare", "-m", "mount", "--bind", "-o", "ro", home.toString(), home.toString());
    outcome(launch("25.0.3", "serve"));
    awaitRehearsed();
    ProcessBuilder builder = command("25.0.3", "serve");
    String readOnly =
        "mount --bind -o ro \"$0\" \"$0\" && ! touch \"$0/here\" 2> /dev/null && exec \"$@\"";
    List<String> words = List.of("unshare", "-m", "sh", "-c", readOnly, checkout.toString());
    List<String> all = new ArrayList<>(words);
    all.addAll(builder.command());

    Process process = start(builder.command(all));

    assertThat(outcome(process)).contains("-XX:AOTCache=", "-jar", "serve");
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(1);
  }

  private Process launch(String jdk, String word) throws IOException {
    return start(command(jdk, word));
  }

  private Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private ProcessBuilder command(String jdk, String word) {
    ProcessBuilder builder = new ProcessBuilder(checkout.resolve("tidemill").toString(), word);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("JAVA_HOME", home.resolve(jdk).toString());
    builder.environment().merge("PATH", home.toString(), (path, first) -> first + ":" + path);
    List.of("TIDEMILL_JAVA_OPTS", "TIDEMILL_ARCHIVE").forEach(builder.environment()::remove);
    return builder;
  }

  private static String outcome(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return out;
  }

  private void jdk(String version) throws IOException {
    Path bin = Files.createDirectories(home.resolve(version + "/bin"));
    program(bin.resolve("java"), JAVA);
    program(bin.resolve("javac"), JAVA);
    Files.writeString(home.resolve(version + "/release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
