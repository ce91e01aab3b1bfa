package dev.tidemill.pool.store;

import dev.tidemill.redis.LuaScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Our scripts, read from the module once. */
final class StoreScript {

  static final LuaScript LOAD_STATE = read("loadState");
  static final LuaScript SAVE_STATE = read("saveState");
  static final LuaScript MEND_LEDGER = read("mendLedger");
  static final LuaScript APPEND_HISTORY = read("appendHistory");
  static final LuaScript HOLD_NODE = read("holdNode");
  static final LuaScript BEAT = read("beat");
  static final LuaScript LEAVE_FLEET = read("leaveFleet");
  static final LuaScript HANDED_BACK = read("handedBack");
  static final LuaScript TAKE_SOURCE = read("takeSource");
  static final LuaScript LEAVE_SOURCE = read("leaveSource");

  private StoreScript() {}

  private static LuaScript read(String name) {
    try (InputStream in = StoreScript.class.getResourceAsStream("lua/" + name + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("Script " + name + " is missing from the module");
      }
      return LuaScript.of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Script " + name + " cannot be read", e);
    }
  }
}
