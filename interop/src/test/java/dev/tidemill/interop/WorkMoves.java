package dev.tidemill.interop;

import dev.tidemill.interop.Player.Ended;
import dev.tidemill.interop.Player.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What workers do: jobs are taken, end in every way or go on later; locks are kept and lost. */
final class WorkMoves {

  private static final List<String> VALUES =
      List.of("null", "1", "\"done\"", "{\"a\":[1,{\"b\":null}]}");

  private final Board board;
  private final Duel duel;

  WorkMoves(Board board) {
    this.board = board;
    this.duel = board.duel;
  }

  List<Move> all() {
    return List.of(
        new Move(24, "claim", this::claim),
        new Move(5, "claim several", this::claimSeveral),
        holding(6, "end several", this::endSeveral),
        holding(14, "complete", this::complete),
        holding(12, "fail", this::fail),
        holding(3, "put back", token -> end("put back", token, p -> p.putBack(token))),
        holding(3, "delay", token -> step(token, Step.delayed(delay()))),
        holding(5, "wait for children", token -> step(token, Step.children())),
        holding(1, "limit", token -> step(token, Step.limited(300_000))),
        holding(2, "extend", this::extend),
        holding(3, "lose a lock", token -> duel.lose(board.held(token) + ":lock")),
        new Move(4, "sweep", duel::sweep),
        new Move(1, "sweep too early", () -> duel.play("sweep", Player::sweep)));
  }

  /** A move that needs a job in hand: without one, it takes one. */
  private Move holding(int weight, String name, Consumer<String> play) {
    return new Move(
        weight,
        name,
        () -> {
          if (board.holdsNothing()) {
            claim();
          } else {
            play.accept(board.token());
          }
        });
  }

  private void claim() {
    String token = board.freshToken();
    board.claimed(token, duel.claim(token));
  }

  private void claimSeveral() {
    List<String> tokens = several();
    List<String> ids = new ArrayList<>();
    duel.play("claim " + tokens, player -> told(ids, player.claim(tokens)));
    claimed(tokens, ids);
  }

  private List<String> several() {
    return Stream.generate(board::freshToken).limit(2 + board.below(3)).toList();
  }

  /** What a player answers, and what the one who played last has in hand. */
  private static String told(List<String> ids, List<String> claimed) {
    ids.clear();
    ids.addAll(claimed);
    return ids.toString();
  }

  private void claimed(List<String> tokens, List<String> ids) {
    for (int n = 0; n < ids.size(); n++) {
      board.claimed(tokens.get(n), ids.get(n));
    }
  }

  private void endSeveral(String first) {
    List<Ending> endings = new ArrayList<>();
    for (String token = first; endings.size() < 4; token = board.token()) {
      endings.add(new Ending(token, board.oneIn(2) ? board.oneOf(VALUES) : null, !board.oneIn(5)));
      board.letGo(token);
      if (board.holdsNothing()) {
        break;
      }
    }
    List<String> next = board.oneIn(2) ? several() : List.of();
    List<String> ids = new ArrayList<>();
    duel.play(
        "end " + endings + " then " + next,
        player -> {
          Ended ended = player.end(endings, next);
          return ended.codes() + " " + told(ids, ended.ids());
        });
    claimed(next, ids);
  }

  private void complete(String token) {
    String next = next();
    String value = board.oneOf(VALUES);
    fetched(next, end("complete then " + next, token, p -> p.complete(token, value, next)));
  }

  private void fail(String token) {
    String next = next();
    boolean recoverable = !board.oneIn(5);
    String told = recoverable ? "fail then " : "fail for ever then ";
    fetched(next, end(told + next, token, p -> p.fail(token, "no luck", recoverable, next)));
  }

  private @Nullable String next() {
    return board.oneIn(2) ? board.freshToken() : null;
  }

  private String end(String told, String token, Function<Player, String> step) {
    board.letGo(token);
    return duel.play(told + " " + token, step);
  }

  private void fetched(@Nullable String next, String told) {
    int gap = told.indexOf(' ');
    if (next != null && gap > 0) {
      board.claimed(next, told.substring(gap + 1));
    }
  }

  private int delay() {
    return board.oneOf(List.of(0, 1, 500, 3000));
  }

  private void step(String token, Step step) {
    if (!Step.stays(duel.play(step + " " + token, p -> p.step(token, step)))) {
      board.letGo(token);
    }
  }

  private void extend(String token) {
    duel.play("extend " + token, p -> p.extendLock(token, Duration.ofSeconds(58)));
  }
}
