import java.util.List;

/** The Redis of a fleet, which is killed and comes back with what it kept. */
interface FleetRedis extends AutoCloseable {

  /** What a node is started with to have it: a command of Tidemill and options. */
  List<String> joinedBy(String node);

  /** How the campaign itself finds it; null while no node has started it. */
  String url();

  /**
   * What a death may have put back.
   *
   * @param inHand messages that nodes had in hand
   * @param settled how many settled ones Redis has forgotten, at most
   * @param counted how many counted ones, at most
   */
  record Loss(long inHand, long settled, long counted) {}

  /** Kills it, and has it come back after a while. */
  Loss killed(long awayMs, FleetView view) throws Exception;

  /** Whether it ends with one of the nodes, which then serves and does not end by itself. */
  boolean endsWith(String node);

  @Override
  void close();
}
