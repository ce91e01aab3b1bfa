package dev.tidemill.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a Lua script and the digest under which Redis keeps it.
 *
 * @param name for messages
 * @param text the whole script
 * @param digest SHA-1 of the text in hexadecimal
 */
public record LuaScript(String name, String text, String digest) {

  /** A script of that text. */
  public static LuaScript of(String name, String text) {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return new LuaScript(name, text, HexFormat.of().formatHex(sha));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
