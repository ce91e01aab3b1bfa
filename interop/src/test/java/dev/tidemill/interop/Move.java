package dev.tidemill.interop;

/**
 * Something that a {@link Game} may do next, whatever there is on the board.
 *
 * @param weight how often it is drawn beside the others
 * @param name what it is called when it breaks a side
 * @param play does it on both sides
 */
record Move(int weight, String name, Runnable play) {}
