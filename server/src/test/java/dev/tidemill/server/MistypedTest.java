package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that are nearly right. */
class MistypedTest {

  @ParameterizedTest
  @CsvSource({
    "rnu, tidemill run",
    "quue, tidemill queue",
    "versoin, tidemill version",
    "queue lst, tidemill queue ls",
    "queue paus mails, tidemill queue pause",
    "help quue, tidemill queue",
    "--versoin, tidemill --version",
    "serve --version, tidemill --version",
    "--hlep, --help",
    "--prot=1, --port",
    "serve --prot 1, --port",
    "queue ls --jsn, --json"
  })
  void theNearestThereIsIsAskedFor(String words, String meant) {
    Typed typed = Typed.of(words.split(" "));

    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err()).contains("\nDid you mean: " + meant + "?\n");
    assertThat(typed.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "queue nope", "--nonsense", "-x", "serve nope"})
  void whatIsNearToNothingIsOnlyRefused(String words) {
    Typed typed = Typed.of(words.split(" "));

    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err()).startsWith("tidemill: ").contains("Try '").doesNotContain("mean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "queue nope"})
  void helpForACommandThatIsNoneEndsAsThatCommandDoes(String words) {
    Typed plain = Typed.of(words.split(" "));

    assertThat(plain.err()).contains("There is no command 'nope'");
    assertThat(Typed.of(("help " + words).split(" "))).isEqualTo(plain);
    assertThat(Typed.of((words + " --help").split(" "))).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "job ls, QUEUE",
    "queue show, QUEUE",
    "queue pause --json, QUEUE",
    "job add mails, DATA",
    "job show mails, ID",
    "worker turn, WORKER"
  })
  void whatIsMissingIsNamed(String words, String what) {
    Typed typed = Typed.at("redis://127.0.0.1:1", words.split(" "));

    assertThat(typed.code()).as(typed.err()).isEqualTo(2);
    assertThat(typed.err()).startsWith("tidemill: Missing").contains(what).contains("\nTry '");
  }

  @Test
  void helpForACommandThatIsOneIsGiven() {
    assertThat(Typed.of("help", "queue", "ls").out()).contains("tidemill queue ls");
    assertThat(Typed.of("help").code()).isZero();
  }
}
