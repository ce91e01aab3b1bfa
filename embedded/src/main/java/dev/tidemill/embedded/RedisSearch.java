package dev.tidemill.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The chain of places where a Redis server may be found, tried in order until one runs.
 *
 * @param path the directories to search, as in the PATH variable
 * @param platform "linux-amd64" and the like
 */
record RedisSearch(String path, String platform) {

  private static final Pattern VERSION = Pattern.compile("\\bv=(\\d+\\.\\d+\\.\\d+)");
  private static final int OLDEST_ON_PATH = 7;

  /** Fast, but needs a current libssl on the machine. */
  private static final String FAST = "redis-server-6.2.6-v5-";

  /** Needs nothing. */
  private static final String PORTABLE = "redis-server-7.0.15-";

  /** The chain of this process on this machine. */
  static RedisSearch here() {
    String path = System.getenv("PATH");
    return new RedisSearch(
        path == null ? "" : path,
        platform(System.getProperty("os.name", ""), System.getProperty("os.arch", "")));
  }

  static String platform(String name, String architecture) {
    String system = name.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : lower(name);
    return system
        + "-"
        + switch (lower(architecture)) {
          case "x86_64", "amd64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          case "x86", "i386", "i686" -> "386";
          case String other -> other;
        };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  RedisBinary find(Path directory) {
    int oldest = Files.isDirectory(directory.resolve("appendonlydir")) ? OLDEST_ON_PATH : 0;
    List<String> tried = new ArrayList<>();
    for (Path candidate : onPath()) {
      RedisBinary found = probe(candidate, RedisBinary.ON_PATH, OLDEST_ON_PATH, tried);
      if (found != null) {
        return found;
      }
    }
    List<String> bundled =
        platform.equals("linux-amd64")
            ? List.of(FAST + platform, PORTABLE + platform)
            : List.of(PORTABLE + platform);
    for (String resource : bundled) {
      Path unpacked = unpack(resource, directory.resolve("bin"), tried);
      RedisBinary found =
          unpacked == null ? null : probe(unpacked, RedisBinary.BUNDLED, oldest, tried);
      if (found != null) {
        return found;
      }
    }
    throw new EmbeddedRedisException(
        "No Redis server runs on this machine ("
            + platform
            + "). Install redis-server 7 or newer (Debian, Ubuntu: apt-get install redis-server;"
            + " macOS: brew install redis), or name a running one with --redis-url. Tried: "
            + String.join("; ", tried),
        null);
  }

  private List<Path> onPath() {
    List<Path> found = new ArrayList<>();
    for (String directory : path.split(File.pathSeparator, -1)) {
      for (String name : List.of("redis-server", "valkey-server")) {
        Path file = Path.of(directory, name);
        if (!directory.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static @Nullable RedisBinary probe(
      Path file, String origin, int oldest, List<String> tried) {
    String told;
    try {
      told = versionOf(file);
    } catch (IOException e) {
      tried.add(file + " does not run: " + e.getMessage());
      return null;
    }
    Matcher version = VERSION.matcher(told);
    if (!version.find()) {
      tried.add(file + " does not run: it says '" + told.strip() + "'");
      return null;
    }
    RedisBinary binary = new RedisBinary(file, version.group(1), origin);
    if (binary.major() < oldest) {
      tried.add(file + " is version " + binary.version() + ", " + oldest + " is needed");
      return null;
    }
    return binary;
  }

  private static String versionOf(Path file) throws IOException {
    Process process =
        new ProcessBuilder(file.toString(), "--version").redirectErrorStream(true).start();
    process.getOutputStream().close();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        throw new IOException("it does not answer --version");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException("exit " + process.exitValue() + ", " + told.strip());
    }
    return told;
  }

  private static @Nullable Path unpack(String resource, Path into, List<String> tried) {
    Path file = into.resolve(resource);
    try (InputStream in = RedisSearch.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        tried.add(resource + " is not among the bundled programs");
        return null;
      }
      if (Files.isExecutable(file)) {
        return file;
      }
      Files.createDirectories(into);
      Path partial = Files.createTempFile(into, resource, ".part");
      Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwx------"));
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      return file;
    } catch (IOException | UnsupportedOperationException e) {
      tried.add(resource + " could not be unpacked into " + into + ": " + e.getMessage());
      return null;
    }
  }
}
