import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands as somebody types them, and how long their answers took. */
final class Typing {

  private final Path work;
  private final int port;
  private int commands;
  private double seconds;

  Typing(Path work, int port) {
    this.work = work;
    this.port = port;
  }

  /** What a command said, on both streams. */
  String tidemill(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./tidemill"));
    command.addAll(List.of(words));
    command.add("--server=http://127.0.0.1:" + port);
    Path said = work.resolve("said.txt");
    long began = System.nanoTime();
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    seconds += (System.nanoTime() - began) / 1e9;
    commands++;
    String text = Files.readString(said, StandardCharsets.UTF_8);
    if (code != 0) {
      throw new IllegalStateException(command + " ended with " + code + ": " + text);
    }
    return text;
  }

  /** How many there were since the last time this was asked, and how long they took. */
  String told() {
    String told = "%.1f s in %d commands".formatted(seconds, commands);
    commands = 0;
    seconds = 0;
    return told;
  }
}
