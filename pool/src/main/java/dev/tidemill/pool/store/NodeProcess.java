package dev.tidemill.pool.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process that a node is, for people who look for it.
 *
 * @param host name of its machine
 * @param pid there; in containers many have the same
 */
public record NodeProcess(String host, long pid) {

  private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

  /** This one. The system is asked for the name before any name server. */
  public static NodeProcess here() {
    return new NodeProcess(nameOfMachine(), ProcessHandle.current().pid());
  }

  private static String nameOfMachine() {
    try {
      return Files.isReadable(LINUX)
          ? Files.readString(LINUX).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
