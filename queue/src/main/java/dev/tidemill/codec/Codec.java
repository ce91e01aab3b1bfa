package dev.tidemill.codec;

/**
 * Makes JSON text of values of one type and reads them again: what a typed queue or worker keeps in
 * Redis.
 *
 * <p>Whatever the methods throw that is a {@link RuntimeException} means that the value or the text
 * cannot be used; it is told together with the queue and the job.
 *
 * <p><b>Threading:</b> called from many threads at once.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {

  /** The value as JSON text. */
  String encode(T value);

  /** The value that a JSON text tells. */
  T decode(String json);

  /** What the values are, as an error is to name it: the name of their type. */
  String type();

  /** The text itself, byte for byte, numbers as they are written: needs no library. */
  static Codec<String> json() {
    return JsonText.AS_IT_IS;
  }
}
