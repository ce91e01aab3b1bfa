import dev.tidemill.embedded.ServerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The own Redis of the first node, which the others have joined: it ends when that node is killed
 * and comes back with it, and is started again by it when it is killed itself.
 */
final class NodesRedis implements FleetRedis {

  private static final String OWNER = "n1";

  private final Path data;
  private final boolean durable;
  private String url;

  NodesRedis(Path work, boolean durable) {
    this.data = work.resolve("data");
    this.durable = durable;
  }

  @Override
  public List<String> joinedBy(String node) {
    if (!node.equals(OWNER)) {
      return List.of("run", "--redis-url=" + url());
    }
    List<String> words = new ArrayList<>(List.of("serve", "--start", "--no-open", "--port=0"));
    words.add("--data=" + data);
    if (durable) {
      words.add("--durable");
    }
    return words;
  }

  @Override
  public String url() {
    ServerFile told = url == null ? ServerFile.ofOwner(data) : null;
    if (told != null) {
      url = told.uri(); // and stays so, whoever dies
    }
    return url;
  }

  @Override
  public boolean endsWith(String node) {
    return node.equals(OWNER);
  }

  @Override
  public Loss killed(long awayMs, FleetView view) throws IOException {
    Loss loss = new Loss(view.active(), 0, 0);
    long pid = Long.parseLong(Files.readString(data.resolve("redis.pid")).strip());
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    return loss;
  }

  @Override
  public void close() {
    // Its node ends it.
  }
}
