package dev.tidemill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A certificate for a {@link TestRedis} that speaks TLS: for the address 127.0.0.1 and no other
 * name, trusted by nobody but those who are given it. Made by the JDK's keytool.
 */
public final class TestCertificates {

  private static final String PASSWORD = "changeit";

  private TestCertificates() {}

  /**
   * The lines of configuration with which a server in that directory also speaks TLS; its
   * certificate is made there.
   */
  public static List<String> configuration(Path directory) {
    try {
      make(directory.resolve("store.p12"));
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (var in = Files.newInputStream(directory.resolve("store.p12"))) {
        store.load(in, PASSWORD.toCharArray());
      }
      Path certificate = directory.resolve("certificate.pem");
      Path key = directory.resolve("key.pem");
      Files.writeString(
          certificate, pem("CERTIFICATE", store.getCertificate("redis").getEncoded()));
      byte[] secret =
          Objects.requireNonNull(store.getKey("redis", PASSWORD.toCharArray())).getEncoded();
      Files.writeString(key, pem("PRIVATE KEY", secret));
      int port = freePort();
      Files.writeString(directory.resolve("tls.port"), Integer.toString(port));
      return List.of(
          "tls-port " + port,
          "tls-cert-file " + certificate,
          "tls-key-file " + key,
          "tls-ca-cert-file " + certificate,
          "tls-auth-clients no");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no certificate could be made in " + directory, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  private static void make(Path store) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    words.addAll(
        List.of("-genkeypair", "-alias", "redis", "-keyalg", "EC", "-dname", "CN=tidemill test"));
    words.addAll(List.of("-ext", "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12"));
    words.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(words).redirectErrorStream(true).start();
    String told = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException(told);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String pem(String kind, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  /** The port on which that server speaks TLS. */
  public static int port(TestRedis redis) {
    try {
      return Integer.parseInt(Files.readString(redis.directory().resolve("tls.port")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file with the certificate that is to be trusted. */
  public static Path authority(TestRedis redis) {
    return redis.directory().resolve("certificate.pem");
  }
}
