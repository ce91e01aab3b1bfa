package dev.tidemill.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ServerFileTest {

  @Test
  void readsWhatItWrites() {
    ServerFile told = new ServerFile("redis://:00ff@127.0.0.1:20001/0", "7.0.15", 12, 13, 0);

    assertThat(ServerFile.parse(told.toJson())).isEqualTo(told);
  }

  @Test
  void ignoresWhatALaterVersionAdds() {
    assertThat(ServerFile.parse("{\"uri\": \"redis://x\", \"colour\": \"blue\", \"pid\": 7}"))
        .isEqualTo(new ServerFile("redis://x", "", 7, 0, 0));
  }

  @Test
  void isNotReadFromHalfAFile() {
    String whole = new ServerFile("redis://x", "7.0.15", 12, 13, 0).toJson();

    assertThat(ServerFile.parse(whole.substring(0, whole.length() - 5))).isNull();
    assertThat(ServerFile.parse("")).isNull();
  }
}
