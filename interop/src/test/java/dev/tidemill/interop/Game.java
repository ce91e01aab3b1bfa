package dev.tidemill.interop;

import dev.tidemill.testkit.TestRedis;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One play of BullMQ under Node.js beside Tidemill, step by step: any move may follow any other, on
 * a bare queue too. Everything random in it is drawn from the source that is given.
 */
final class Game implements AutoCloseable {

  private final Board board;
  private final List<Move> moves;

  Game(TestRedis redis, NodePeer node, Random random, String name) {
    this.board = new Board(redis, node, random, name);
    RandomJobs jobs = new RandomJobs(board);
    this.moves =
        Stream.of(
                new AddMoves(board, jobs).all(),
                new JobMoves(board).all(),
                new WorkMoves(board).all(),
                new QueueMoves(board).all(),
                new ScheduleMoves(board, jobs).all())
            .flatMap(List::stream)
            .toList();
  }

  /**
   * Plays a step on both sides, unless a job is in line whose hash is gone: such a one is not the
   * same to both, as is allowed, so that the game is over.
   *
   * @throws AssertionError when they answer differently, or one of them breaks down
   */
  void step() {
    if (board.duel.hasGhosts()) {
      return;
    }
    board.passTime();
    Move move = drawn();
    try {
      move.play().run();
    } catch (RuntimeException e) {
      throw new AssertionError(
          "`%s` broke a side after%n%s".formatted(move.name(), board.duel.story()), e);
    }
  }

  private Move drawn() {
    int dice = board.below(moves.stream().mapToInt(Move::weight).sum());
    for (Move move : moves) {
      dice -= move.weight();
      if (dice < 0) {
        return move;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  /**
   * Compares all keys.
   *
   * @throws AssertionError when they differ
   */
  void assertEqualKeys() {
    board.duel.assertEqualKeys();
  }

  @Override
  public void close() {
    board.close();
  }
}
