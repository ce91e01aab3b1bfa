package dev.tidemill.browser;

import com.microsoft.playwright.options.ColorScheme;
import dev.tidemill.testkit.TestFolder;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Redis with mails in it and a server before it: started once for all classes. */
record Stage(
    TestFolder folder, TestRedis redis, Mails mails, ServerProcess server, Chromium chromium)
    implements AutoCloseable {

  static final int DESKTOP = 1280;
  static final int PHONE = 320;

  static Stage start(Chromium chromium) {
    try {
      TestFolder folder = TestFolder.create("tidemill-stage");
      TestRedis redis = TestRedis.start();
      ServerProcess server = serve(folder.path(), "data", redis);
      return new Stage(folder, redis, new Mails(redis), server, chromium);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another server, with files of its own. */
  ServerProcess serve(String name, TestRedis redis, String... more) throws IOException {
    return serve(folder.path(), name, redis, more);
  }

  private static ServerProcess serve(Path folder, String name, TestRedis redis, String... more)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve(name).resolve("data"));
    String[] options = new String[more.length + 1];
    options[0] = "--redis-url=" + redis.uri();
    System.arraycopy(more, 0, options, 1, more.length);
    return ServerProcess.start(data, options);
  }

  JobsPage open(String place) {
    return open(server, place);
  }

  JobsPage open(ServerProcess there, String place) {
    return new JobsPage(chromium.window(DESKTOP, ColorScheme.LIGHT), there.url(), place);
  }

  @Override
  public void close() {
    server.close();
    mails.close();
    redis.close();
    folder.close();
  }
}
