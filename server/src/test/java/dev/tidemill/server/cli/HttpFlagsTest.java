package dev.tidemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the page may be served to whom. */
class HttpFlagsTest {

  @Test
  void anAddressThatOthersReachNeedsATokenOrTheWordThatItNeedsNone() {
    HttpFlags flags = new HttpFlags();
    flags.maxConnections = 1;
    flags.maxStreams = 1;
    flags.host = "0.0.0.0";
    assertThatThrownBy(flags::config).hasMessageContaining("--token");

    flags.token = "s3cret";
    assertThat(flags.config().token()).isEqualTo("s3cret");

    flags.token = "";
    flags.insecure = true;
    assertThat(flags.config().host()).isEqualTo("0.0.0.0");
  }

  @Test
  void whatCannotBeTheNameOfAHostIsRefused() {
    HttpFlags flags = new HttpFlags();
    flags.maxConnections = 1;
    flags.maxStreams = 1;
    flags.host = "127.0.0.1";
    flags.allowedHosts = Set.of("mill.example");
    assertThat(flags.config().proxy().allowedHosts()).containsExactly("mill.example");

    flags.allowedHosts = Set.of("https://mill.example");
    assertThatThrownBy(flags::config).hasMessageContaining("without https://");
  }
}
