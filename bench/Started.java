import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What one start took; a JVM that ends by itself shows no page.
 *
 * @param page milliseconds to the first byte of the page, else to the end
 * @param pageCpu milliseconds of processor time until then
 * @param step milliseconds to the first step
 * @param stepCpu milliseconds of processor time until then
 */
record Started(double page, double pageCpu, double step, double stepCpu) {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Starts a JVM that ends by itself; its processor time is told by the shell. */
  static Started andEnded(String command) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(
                "bash", "-c", "TIMEFORMAT='%3U %3S'; time " + command + " > /dev/null 2>&1")
            .redirectErrorStream(true)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    double took = since(began);
    process.waitFor();
    double cpu =
        Arrays.stream(told.strip().split(" ", -1)).mapToDouble(Double::parseDouble).sum() * 1e3;
    return new Started(took, cpu, 0, 0);
  }

  /** Starts a demo, waits for its first step and ends it. */
  static Started demo(Path data, String archive, String options)
      throws IOException, InterruptedException {
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder("./tidemill", "demo", "--no-open", "--port=" + port, "--data=" + data)
            .redirectErrorStream(true)
            .redirectOutput(data.resolveSibling(data.getFileName() + ".txt").toFile());
    builder.environment().put("TIDEMILL_ARCHIVE", archive);
    builder.environment().put("TIDEMILL_JAVA_OPTS", options);
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      awaitPage(port, began);
      double page = since(began);
      double pageCpu = cpu(process);
      awaitStep(port);
      return new Started(page, pageCpu, since(began), cpu(process));
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static void awaitPage(int port, long began) throws InterruptedException {
    while (true) {
      try (Socket socket = ask(port, "/")) {
        if (socket.getInputStream().read() >= 0) {
          return;
        }
      } catch (IOException e) {
        if (since(began) > LIMIT.toMillis()) {
          throw new IllegalStateException("no page came", e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private static void awaitStep(int port) throws IOException {
    try (Socket socket = ask(port, "/events")) {
      InputStream in = socket.getInputStream();
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      String line;
      do {
        line = lines.readLine();
      } while (line != null && !line.equals("event: step"));
    }
  }

  private static Socket ask(int port, String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) LIMIT.toMillis());
    String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static double cpu(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e6;
  }
}
