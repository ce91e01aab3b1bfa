package dev.tidemill.interop;

import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Plays sequences and shrinks one that shows a difference to the fewest steps that still do. */
final class Shrinker {

  private final BiFunction<Random, String, Game> games;
  private final String name;
  private int plays;

  /**
   * Plays games that begin so.
   *
   * @param name of the keys that they use
   */
  Shrinker(BiFunction<Random, String, Game> games, String name) {
    this.games = games;
    this.name = name;
  }

  /**
   * Plays a sequence.
   *
   * @throws AssertionError when the sides differ; it tells the shortest sequence in which they do
   */
  void play(Sequence whole) {
    AssertionError difference = differenceIn(whole);
    if (difference == null) {
      return;
    }
    Sequence least = whole;
    for (int chunk = whole.steps().size() / 2; chunk > 0; chunk /= 2) {
      for (int at = least.steps().size() - chunk; at >= 0; at -= chunk) {
        Sequence less = least.without(at, chunk);
        AssertionError left = differenceIn(less);
        if (left != null) {
          least = less;
          difference = left;
        }
      }
    }
    throw new AssertionError(
        "%d steps of %d show it, in `%s`:%n%s"
            .formatted(least.steps().size(), whole.steps().size(), least, difference.getMessage()),
        difference);
  }

  private @Nullable AssertionError differenceIn(Sequence sequence) {
    Random random = new Random(sequence.terms());
    try (Game game = games.apply(random, name + "-" + ++plays)) {
      for (long seed : sequence.steps()) {
        random.setSeed(seed);
        game.step();
        game.assertEqualKeys();
      }
      return null;
    } catch (AssertionError difference) {
      return difference;
    }
  }
}
