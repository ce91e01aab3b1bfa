package dev.tidemill.pool.run;

import java.util.List;

/**
 * What a node tells of its source.
 *
 * @param waiting how many messages wait there, below 0 when it cannot tell
 * @param ended whether there is nothing more to push
 * @param pushers how many workers of the node push
 * @param held the part of the time in which a bound on the backlog held them, 0 to 1
 */
record SourceFigures(long waiting, boolean ended, int pushers, double held) {

  /** Of a node that has not begun. */
  static final SourceFigures NONE = new SourceFigures(-1, true, 0, 0);

  /**
   * Those of all nodes as of one: the others count as far as theirs have not ended. Where one of
   * them cannot tell what waits nobody knows it of all.
   */
  SourceFigures with(List<SourceFigures> others) {
    SourceFigures all = this;
    for (SourceFigures other : others) {
      all = other.ended ? all : all.ended ? other : all.plus(other);
    }
    return all;
  }

  private SourceFigures plus(SourceFigures other) {
    boolean known = waiting >= 0 && other.waiting >= 0;
    int both = pushers + other.pushers;
    double share = both == 0 ? held : (held * pushers + other.held * other.pushers) / both;
    return new SourceFigures(known ? waiting + other.waiting : -1, false, both, share);
  }
}
