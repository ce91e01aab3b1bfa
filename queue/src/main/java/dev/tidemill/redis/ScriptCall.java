package dev.tidemill.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A script with keys and arguments, as it goes over the wire. */
final class ScriptCall {

  private final LuaScript script;
  private final List<String> keys;
  private final byte[][] all;

  ScriptCall(LuaScript script, List<String> keys, Arguments arguments) {
    this.script = script;
    this.keys = keys;
    byte[][] before = new byte[2 + keys.size()][];
    before[0] = script.digest().getBytes(StandardCharsets.US_ASCII);
    before[1] = Integer.toString(keys.size()).getBytes(StandardCharsets.US_ASCII);
    for (int n = 0; n < keys.size(); n++) {
      before[2 + n] = keys.get(n).getBytes(StandardCharsets.UTF_8);
    }
    this.all = arguments.toArray(before);
  }

  /** For messages: what is done, and where. */
  String what() {
    return script.name() + " at " + String.join(", ", keys);
  }

  /** For {@code EVALSHA}. */
  byte[][] byDigest() {
    return all;
  }

  /** For {@code EVAL}, when Redis does not know the script. */
  byte[][] byText() {
    byte[][] withText = all.clone();
    withText[0] = script.text().getBytes(StandardCharsets.UTF_8);
    return withText;
  }
}
