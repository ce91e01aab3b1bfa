package dev.tidemill.wire;

import java.nio.charset.StandardCharsets;

/** Which of a cluster's slots a key is in. */
public final class HashSlot {

  private static final int SLOTS = 16384;
  private static final int POLYNOMIAL = 0x1021;

  private HashSlot() {}

  /** The slot of a key: only what stands in its first pair of braces counts, if anything does. */
  public static int of(String key) {
    int open = key.indexOf('{');
    int close = open < 0 ? -1 : key.indexOf('}', open);
    return checksum(close > open + 1 ? key.substring(open + 1, close) : key) % SLOTS;
  }

  /** CRC-16 as XMODEM has it. */
  private static int checksum(String text) {
    int crc = 0;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      crc ^= (b & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
      }
      crc &= 0xffff;
    }
    return crc;
  }
}
