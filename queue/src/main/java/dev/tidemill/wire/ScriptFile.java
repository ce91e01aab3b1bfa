package dev.tidemill.wire;

import dev.tidemill.redis.LuaScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Lua script from the module and puts the parts it names in their places. */
final class ScriptFile {

  private static final Pattern INCLUDE = Pattern.compile("(?m)^-- @include (\\w+)$");

  private ScriptFile() {}

  static LuaScript load(String name) {
    String text =
        INCLUDE
            .matcher(read("lua/" + name + ".lua"))
            .replaceAll(
                part -> Matcher.quoteReplacement(read("lua/part/" + part.group(1) + ".lua")));
    return LuaScript.of(name, text);
  }

  private static String read(String path) {
    try (InputStream in = ScriptFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("script " + path + " is missing from the module");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("script " + path + " cannot be read", e);
    }
  }
}
