package dev.tidemill.wire;

import dev.tidemill.job.JobState;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads ids of a state that is kept sorted, after one that may be gone by now.
 *
 * @param keys of the queue
 * @param state which jobs: no list
 * @param score of the one before; empty for the beginning
 * @param id of the one before
 * @param most how many
 */
public record PageSorted(QueueKeys keys, JobState state, String score, String id, int most)
    implements Script<PageSorted.Part> {

  private static final LuaScript LUA = ScriptFile.load("pageSorted");

  /**
   * What was found.
   *
   * @param ids from the highest score down
   * @param scores of each, as Redis writes them
   * @param total how many jobs are in the state
   */
  public record Part(List<String> ids, List<String> scores, long total) {}

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return keys.meta();
  }

  @Override
  public Arguments arguments() {
    return new Arguments().add(keys.stem()).add(StateName.of(state)).add(score).add(id).add(most);
  }

  @Override
  public Part read(Reply reply) {
    List<Reply> flat = reply.list().get(0).list();
    List<String> ids = new ArrayList<>();
    List<String> scores = new ArrayList<>();
    for (int n = 0; n + 1 < flat.size(); n += 2) {
      ids.add(flat.get(n).text());
      scores.add(flat.get(n + 1).text());
    }
    return new Part(ids, scores, reply.list().get(1).number());
  }
}
