package dev.tidemill.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A directory that one process at a time owns; a lock of the operating system says which, so that a
 * crash leaves nothing to clear away.
 */
final class DataDirectory implements AutoCloseable {

  private final Path directory;
  private final FileChannel channel;

  private DataDirectory(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the directory, which is made when it is missing.
   *
   * @throws DataDirectoryInUse when another process has it
   */
  static DataDirectory own(Path directory) {
    try {
      PrivateFiles.createDirectory(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new DataDirectoryInUse(directory, read(directory));
      }
      return new DataDirectory(directory, channel);
    } catch (IOException e) {
      throw new EmbeddedRedisException(
          "The data directory "
              + directory
              + " cannot be used ("
              + e
              + "); name another with --data",
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Somebody in this very process.
    }
  }

  private static @Nullable ServerFile read(Path directory) {
    try {
      return ServerFile.parse(Files.readString(directory.resolve("server.json")));
    } catch (IOException e) {
      return null;
    }
  }

  /** Tells others how the owner is reached. */
  void tell(ServerFile about) {
    try {
      PrivateFiles.write(directory.resolve("server.json"), about.toJson());
    } catch (IOException e) {
      throw new EmbeddedRedisException("server.json cannot be written in " + directory, e);
    }
  }

  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(directory.resolve("server.json"));
    } catch (IOException e) {
      throw new EmbeddedRedisException("The data directory " + directory + " stays locked", e);
    }
  }
}
