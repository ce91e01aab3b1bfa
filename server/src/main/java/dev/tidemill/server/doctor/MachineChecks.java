package dev.tidemill.server.doctor;

import dev.tidemill.embedded.EmbeddedRedisException;
import dev.tidemill.embedded.RedisBinary;
import dev.tidemill.embedded.ServerFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Looks at this machine. */
final class MachineChecks {

  private static final byte[] IPV4 = {127, 0, 0, 1};
  private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private MachineChecks() {}

  static Finding java() {
    return Finding.ok(
        "java", Runtime.version() + ", " + System.getProperty("java.home", "somewhere"));
  }

  /** A server listens at both addresses of this machine. */
  static Finding port(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(IPV4))) {
      int had = socket.getLocalPort();
      return isTakenInTheOtherFamily(had) ? taken(had, "at ::1") : free(had);
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).contains("ermission")
          ? Finding.wrong(
              "port",
              port + " may not be had: " + e.getMessage(),
              "Choose one from 1024 on with --port, or let this user have it.")
          : taken(port, e.getMessage());
    }
  }

  private static boolean isTakenInTheOtherFamily(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(IPV6))) {
      return socket.getLocalPort() != port;
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).contains("in use"); // else there is none
    }
  }

  private static Finding free(int port) {
    return Finding.ok("port", port + " is free");
  }

  private static Finding taken(int port, @Nullable String why) {
    return Finding.warning(
        "port",
        port + " cannot be had (" + why + "): a server takes the next one",
        "End the program that has it, or choose another with --port.");
  }

  /** The place of an own Redis. */
  static Finding data(Path directory) {
    ServerFile owner = ServerFile.ofOwner(directory);
    if (owner != null) {
      return Finding.ok(
          "data", directory + " is that of process " + owner.pid() + "; commands go to its Redis");
    }
    Path there = existing(directory);
    return isWritten(there)
        ? Finding.ok("data", directory + " can be written")
        : Finding.wrong(
            "data",
            directory + " cannot be written, for " + there + " cannot",
            "Name another directory with --data, or use a Redis with --redis-url.");
  }

  /** Tried: permissions do not tell of a file system that is only read. */
  private static boolean isWritten(Path directory) {
    try {
      Files.delete(Files.createTempDirectory(directory, ".tidemill-doctor"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path existing(Path directory) {
    Path there = directory.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  /** The room for the files of an own Redis, which when it is full refuses to write. */
  static Finding room(Path directory, long least) {
    try {
      long free = Files.getFileStore(existing(directory)).getUsableSpace();
      String told = Bytes.told(free) + " free for " + directory;
      return free >= least
          ? Finding.ok("disk", told)
          : Finding.warning(
              "disk",
              told + ": where the disk is full, its Redis takes no more jobs",
              "Free some, or name a directory on a larger disk with --data.");
    } catch (IOException e) {
      return Finding.warning(
          "disk",
          "how much is free for " + directory + " is not told: " + e.getMessage(),
          "See that it is more than " + Bytes.told(least) + ".");
    }
  }

  /** The program of an own Redis. */
  static Finding binary(Path directory) {
    try {
      RedisBinary binary = RedisBinary.find(directory);
      return Finding.ok("redis", "an own one, " + binary.version() + ", from " + binary.file());
    } catch (EmbeddedRedisException e) {
      return Finding.wrong(
          "redis",
          String.valueOf(e.getMessage()),
          "Install redis-server 7 or newer, or use a Redis with --redis-url.");
    }
  }
}
