package dev.tidemill.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a data directory tells others about itself in {@code server.json}.
 *
 * @param uri of its Redis, with the password in it
 * @param version of its Redis
 * @param pid of the owner
 * @param redisPid of its Redis
 * @param httpPort where it serves HTTP, 0 when it does not
 */
public record ServerFile(String uri, String version, long pid, long redisPid, int httpPort) {

  private static final Pattern FIELD =
      Pattern.compile("\"(\\w+)\"\\s*:\\s*(?:\"([^\"\\\\]*)\"|(\\d{1,18}))");

  /**
   * What the process that owns a data directory tells of itself; null when there is none.
   *
   * @param directory that may be missing
   */
  public static @Nullable ServerFile ofOwner(Path directory) {
    try {
      ServerFile file = parse(Files.readString(directory.resolve("server.json")));
      return file != null && ProcessHandle.of(file.pid()).isPresent() ? file : null;
    } catch (IOException e) {
      return null;
    }
  }

  ServerFile withHttpPort(int port) {
    return new ServerFile(uri, version, pid, redisPid, port);
  }

  /** As JSON; no value holds anything that would need an escape. */
  String toJson() {
    return """
    {
      "uri": "%s",
      "version": "%s",
      "pid": %d,
      "redisPid": %d,
      "httpPort": %d
    }
    """
        .formatted(uri, version, pid, redisPid, httpPort);
  }

  /** Reads what {@link #toJson} wrote; null when the text is not whole. */
  static @Nullable ServerFile parse(String json) {
    String uri = null;
    String version = "";
    long pid = 0;
    long redisPid = 0;
    long httpPort = 0;
    for (Matcher m = FIELD.matcher(json); m.find(); ) {
      String text = m.group(2) == null ? "" : m.group(2);
      long number = m.group(3) == null ? 0 : Long.parseLong(m.group(3));
      switch (m.group(1)) {
        case "uri" -> uri = text;
        case "version" -> version = text;
        case "pid" -> pid = number;
        case "redisPid" -> redisPid = number;
        case "httpPort" -> httpPort = number;
        default -> {} // A later version may tell more.
      }
    }
    if (uri == null || !json.strip().endsWith("}")) {
      return null;
    }
    return new ServerFile(uri, version, pid, redisPid, (int) httpPort);
  }
}
