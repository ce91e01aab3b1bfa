package dev.tidemill.server.cli.noun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.api.Json;
import org.junit.jupiter.api.Test;

/** What keys do to the screen of {@code tidemill dash}. */
class ViewTest {

  private static View after(String keys) {
    View view = View.FIRST;
    for (int n = 0; n < keys.length(); n++) {
      view = view.pressed(keys.charAt(n));
    }
    return view;
  }

  @Test
  void tabGoesRoundThePanels() {
    assertThat(after("\t").panel()).isEqualTo(Panel.WORKERS);
    assertThat(after("\t\t").panel()).isEqualTo(Panel.QUEUES);
    assertThat(after("\t\t\t").panel()).isEqualTo(Panel.POOL);
  }

  @Test
  void aRowIsNeverOutsideOfThoseThereAre() {
    assertThat(after("jjj").row()).isEqualTo(3);
    assertThat(after("jjj").within(2).row()).isEqualTo(1);
    assertThat(after("jjj").within(0).row()).isZero();
    assertThat(after("k").row()).isZero();
  }

  @Test
  void lettersOfAFilterAreNoCommands() {
    View typed = after("/qS\b f");

    assertThat(typed.filter()).isEqualTo("q f");
    assertThat(typed.ends('q')).isFalse();
    assertThat(typed.deed('f')).isEmpty();
    assertThat(typed.pressed('\n').ends('q')).isTrue();
    assertThat(typed.pressed((char) 27).filter()).isEmpty();
  }

  @Test
  void aFilterLooksAtNamesRolesAndDeeds() {
    View view = after("/push\n");

    assertThat(view.shows(Json.object().put("id", "w01").put("role", "Pusher"))).isTrue();
    assertThat(view.shows(Json.object().put("id", "w02").put("role", "Puller"))).isFalse();
    assertThat(after("/MAIL\n").shows(Json.object().put("name", "mails"))).isTrue();
  }

  @Test
  void thePoolIsSwitchedByAYesOnly() {
    assertThat(View.FIRST.deed('S')).isEmpty();
    assertThat(after("S").deed('y')).isEqualTo("switch");
    assertThat(after("S").deed('S')).isEmpty();
    assertThat(after("Sn").deed('y')).isEmpty();
  }

  @Test
  void aQueueHasNoRoleThatCouldTurn() {
    assertThat(after("\t").deed('f')).isEqualTo("turn");
    assertThat(after("\t\t").deed('f')).isEmpty();
  }
}
