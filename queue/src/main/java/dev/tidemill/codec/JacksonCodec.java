package dev.tidemill.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A codec for records, classes and collections by way of Jackson 3, which a program that uses it
 * must bring along: {@code tools.jackson.core:jackson-databind}.
 *
 * <p>Fields that the type does not have are passed over, text after the value is refused, and so is
 * {@code null}. Numbers that are read as {@code Object} or as a tree keep all their digits.
 *
 * <p><b>Threading:</b> any thread.
 *
 * @param <T> the type of the values
 */
@SuppressWarnings("exports") // whoever uses this class has the library
public final class JacksonCodec<T> implements Codec<T> {

  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final JavaType type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  private JacksonCodec(JsonMapper mapper, JavaType type) {
    this.type = type;
    this.reader = mapper.readerFor(type);
    this.writer = mapper.writerFor(type);
  }

  /** A codec for values of that class. */
  public static <T> JacksonCodec<T> of(Class<T> type) {
    return new JacksonCodec<>(EXACT, EXACT.constructType(type));
  }

  /** A codec for a type with parameters, such as {@code new TypeReference<List<Order>>() {}}. */
  public static <T> JacksonCodec<T> of(TypeReference<T> type) {
    return new JacksonCodec<>(EXACT, EXACT.constructType(type));
  }

  /** The same type read and written by a mapper that is set up as the caller likes. */
  public JacksonCodec<T> with(JsonMapper mapper) {
    return new JacksonCodec<>(mapper, type);
  }

  @Override
  public String encode(T value) {
    return writer.writeValueAsString(value);
  }

  @Override
  public T decode(String json) {
    @Nullable T value = reader.readValue(json);
    if (value == null) {
      throw new IllegalArgumentException("the text is null");
    }
    return value;
  }

  @Override
  public String type() {
    return type.toCanonical();
  }
}
