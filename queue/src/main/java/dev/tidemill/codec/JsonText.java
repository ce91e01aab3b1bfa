package dev.tidemill.codec;

/** JSON text that is left alone. */
enum JsonText implements Codec<String> {
  AS_IT_IS;

  @Override
  public String encode(String value) {
    return value;
  }

  @Override
  public String decode(String json) {
    return json;
  }

  @Override
  public String type() {
    return "JSON text";
  }
}
