package dev.tidemill.simulator.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stored plan in Redis as {@code saveState.lua} and {@code loadState.lua} keep it. */
final class Plans {

  private static final Pattern VERSION = Pattern.compile("^\\{\"version\":(\\d+)[,}]");

  private final Ledger ledger;
  @Nullable String state;
  @Nullable String systemState;
  @Nullable String copied;

  Plans(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * What is asked to be saved.
   *
   * @param from the version that must be stored, empty for none
   * @param version its own
   * @param state the plan
   * @param copy for the original program, empty for none
   * @param adopted foreign text that may be replaced, or empty
   * @param uncounted messages to add to the count
   */
  record Save(
      String from, long version, String state, String copy, String adopted, long uncounted) {}

  /** Answers kept or outdated, and what became of the copy. */
  String save(Save save) {
    if (!save.state().equals(state)) {
      String at = storedVersion();
      if (!at.equals(save.from()) && !at.isEmpty()) {
        return "outdated none";
      }
      state = save.state();
      ledger.fields.put("version", Long.toString(save.version()));
      ledger.count(save.uncounted());
    }
    return "kept " + copied(save);
  }

  private String copied(Save save) {
    if (save.copy().isEmpty()) {
      return "none";
    }
    String there = systemState;
    boolean ours = there == null || there.equals(copied);
    if (!ours && (save.adopted().isEmpty() || !save.adopted().equals(there))) {
      return "foreign";
    }
    systemState = save.copy();
    copied = save.copy();
    return "written";
  }

  /** The version in the stored plan, empty when there is none. */
  String storedVersion() {
    Matcher matcher = VERSION.matcher(state == null ? "" : state);
    return matcher.find() ? matcher.group(1) : "";
  }
}
