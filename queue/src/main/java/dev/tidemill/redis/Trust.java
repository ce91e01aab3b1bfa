package dev.tidemill.redis;

import dev.tidemill.input.InvalidOption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.SslOptions;

/** Whose certificates are believed; each must be for the name or address that was dialled. */
final class Trust {

  private static final String KIND = "PKCS12";
  private static final char[] NO_SECRET = "authorities".toCharArray();

  private Trust() {}

  /**
   * Believes the authorities in a PEM file, or those of the JVM.
   *
   * @throws InvalidOption when the file cannot be used
   */
  static SslOptions options(@Nullable String authorities) {
    if (authorities == null) {
      return SslOptions.defaults();
    }
    try {
      byte[] store = store(Path.of(authorities));
      return SslOptions.builder()
          .trustStoreType(KIND)
          .truststore(() -> new ByteArrayInputStream(store), NO_SECRET)
          .build();
    } catch (GeneralSecurityException | IOException e) {
      throw new InvalidOption(
          "Redis URI cannot be used: the certificates in "
              + authorities
              + " cannot be read ("
              + e.getMessage()
              + "). Give a file of PEM certificates as ca=FILE",
          e);
    }
  }

  /** The client library takes a key store only. */
  private static byte[] store(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KIND);
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      int n = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + n++, one);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, NO_SECRET);
    return bytes.toByteArray();
  }
}
