package dev.tidemill.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this build is.
 *
 * @param number the version
 * @param commit the commit it was built from, empty when unknown
 */
record Version(String number, String commit) {

  static Version current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties cannot be read from the class path", e);
    }
    String commit = properties.getProperty("commit", "");
    return new Version(
        properties.getProperty("version", "unknown"), commit.startsWith("$") ? "" : commit);
  }

  String text() {
    return "tidemill "
        + number
        + (commit.isEmpty() ? "" : " (" + commit + ")")
        + ", Java "
        + Runtime.version()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch");
  }
}
