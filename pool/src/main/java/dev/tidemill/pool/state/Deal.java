package dev.tidemill.pool.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deals the workers of a plan over the nodes of a fleet, alike wherever it is computed.
 *
 * <p>Each worker goes to the node with the highest hash of both that has room; a node has room for
 * ⌈workers/nodes⌉. So a node that comes or goes moves few workers but its own, and none has much
 * more to do than another.
 *
 * <p>Rendezvous hashing (Thaler and Ravishankar, 1998) with bounded loads (Mirrokni, Thorup and
 * Zadimoghaddam, 2018).
 */
public final class Deal {

  private Deal() {}

  /**
   * Those of the workers whose place is on that node; none when the node is not among the nodes.
   *
   * @param workers in any order, each once
   * @param nodes in any order, each once
   */
  public static Set<String> to(String node, Collection<String> workers, Collection<String> nodes) {
    if (!nodes.contains(node)) {
      return Set.of();
    }
    if (nodes.size() == 1) {
      return new HashSet<>(workers);
    }
    int room = (workers.size() + nodes.size() - 1) / nodes.size();
    Map<String, Integer> taken = new HashMap<>();
    Set<String> dealt = new HashSet<>();
    for (String worker : workers.stream().sorted().toList()) {
      for (String candidate : byHash(worker, nodes)) {
        if (taken.getOrDefault(candidate, 0) < room) {
          taken.merge(candidate, 1, Integer::sum);
          if (candidate.equals(node)) {
            dealt.add(worker);
          }
          break;
        }
      }
    }
    return dealt;
  }

  private static List<String> byHash(String worker, Collection<String> nodes) {
    List<String> ordered = new ArrayList<>(nodes);
    ordered.sort(
        Comparator.comparingLong((String node) -> hash(worker, node))
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    return ordered;
  }

  /** FNV-1a over both names, then the finalizer of MurmurHash3 so that all bits count. */
  private static long hash(String worker, String node) {
    long hash = 0xcbf29ce484222325L;
    String both = worker + '\n' + node;
    for (int n = 0; n < both.length(); n++) {
      hash = (hash ^ both.charAt(n)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
