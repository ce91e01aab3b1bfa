package dev.tidemill.server.doctor;

import dev.tidemill.embedded.EmbeddedRedisException;
import dev.tidemill.embedded.RedisBinary;
import dev.tidemill.embedded.ServerFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at this machine. */
final class MachineChecks {

  private MachineChecks() {}

  static Finding java() {
    return Finding.ok(
        "java", Runtime.version() + ", " + System.getProperty("java.home", "somewhere"));
  }

  static Finding port(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return Finding.ok("port", socket.getLocalPort() + " is free");
    } catch (IOException e) {
      return Finding.warning(
          "port",
          port + " cannot be had (" + e.getMessage() + "): a server takes the next one",
          "End who has it, or choose with --port.");
    }
  }

  /** The place of an own Redis. */
  static Finding data(Path directory) {
    ServerFile owner = ServerFile.ofOwner(directory);
    if (owner != null) {
      return Finding.ok(
          "data", directory + " is that of process " + owner.pid() + "; commands go to its Redis");
    }
    Path there = directory.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.isDirectory(there) && Files.isWritable(there)
        ? Finding.ok("data", directory + " can be written")
        : Finding.wrong(
            "data",
            directory + " cannot be written, for " + there + " cannot",
            "Name another directory with --data, or use a Redis with --redis-url.");
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
