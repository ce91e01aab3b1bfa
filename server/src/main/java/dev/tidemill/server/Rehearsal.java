package dev.tidemill.server;

import dev.tidemill.server.cli.BenchConfig;
import dev.tidemill.server.cli.CommandLines;
import dev.tidemill.server.cli.DoctorConfig;
import dev.tidemill.server.cli.Duties;
import dev.tidemill.server.cli.RunConfig;
import dev.tidemill.server.cli.ServeConfig;
import dev.tidemill.server.cli.SimulateConfig;
import dev.tidemill.server.cli.config.Sources;
import dev.tidemill.server.cli.noun.Nouns;
import dev.tidemill.server.http.Access;
import dev.tidemill.server.http.Front;
import dev.tidemill.server.http.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Plays a short demo and a short run, so that the JVM can write down the classes that both need;
 * the launcher has it do so once a build, and every later start finds them ready.
 */
final class Rehearsal implements Duties {

  private static final int READ = 64;
  private static final List<String> VISITS = List.of("/", "/app.js", "/state", "/events");

  private final Wiring wiring = new Wiring(silent(), silent());

  private Rehearsal() {}

  /**
   * Plays.
   *
   * @param words an empty directory that it may fill
   */
  public static void main(String[] words) throws IOException {
    CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES)
        .execute(() -> Runtime.getRuntime().halt(1)); // it has hung
    Path folder = Path.of(words[0]);
    String data = "--data=" + folder.resolve("data");
    Path lines = Files.write(folder.resolve("lines"), Collections.nCopies(500, "line"));
    Sources sources = new Sources(Map.of(), Map.of(), folder, folder);
    CommandLines commands =
        CommandLines.of(new Rehearsal(), sources, Nouns.commands(new Doorway(), Main.stage()));
    String[] demo = {"demo", data, "--port=0", "--push-interval=10ms", "--work=0"};
    String[] run = {"run", data, "--queue=lines", "--source=lines:" + lines, "--handler=complete"};
    if (commands.execute(demo) + commands.execute(run) != 0) {
      Runtime.getRuntime().halt(1); // and nothing is written down
    }
  }

  @Override
  public int demo(ServeConfig config) {
    try (Mill mill = Mill.open(config.redis(), config.pool());
        Ports ports = Ports.bind(config.http().host(), config.http().port())) {
      mill.pool().start();
      try (Server server = Server.start(mill, ports, Access.OPEN, Front.NONE, config.explained())) {
        for (String path : VISITS) {
          visit(URI.create(Banner.address(config.http(), server.port()) + path));
        }
        mill.pool().stop();
      }
      return 0;
    }
  }

  private static void visit(URI page) {
    try {
      URLConnection connection = page.toURL().openConnection();
      try (InputStream in = connection.getInputStream()) {
        in.readNBytes(READ);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing was seen of " + page, e);
    }
  }

  @Override
  public int serve(ServeConfig config) {
    return demo(config);
  }

  @Override
  public int run(RunConfig config) {
    return wiring.run(config);
  }

  @Override
  public int bench(BenchConfig config) {
    return wiring.bench(config);
  }

  @Override
  public int doctor(DoctorConfig config) {
    return wiring.doctor(config);
  }

  @Override
  public int simulate(SimulateConfig config) {
    return wiring.simulate(config);
  }

  private static PrintWriter silent() {
    return new PrintWriter(new StringWriter());
  }
}
