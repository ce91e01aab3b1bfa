package dev.tidemill.wire;

import dev.tidemill.job.NewJob;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/**
 * Adds whole flows in one step: parents before their children, in as many queues as they name.
 *
 * @param nodes in the order in which they are added
 * @param now Unix milliseconds for those that bring no timestamp
 */
public record AddFlows(List<Node> nodes, long now) implements Script<List<Stored>> {

  private static final LuaScript LUA = ScriptFile.load("addFlows");

  /**
   * One job of a flow.
   *
   * @param keys of its queue
   * @param id under which it is added
   * @param job with its parent among the options
   * @param waits whether it has children in the flow
   */
  public record Node(QueueKeys keys, String id, NewJob job, boolean waits) {}

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return nodes.getFirst().keys().meta();
  }

  @Override
  public Arguments arguments() {
    Arguments arguments = new Arguments().add(now).add(nodes.size());
    for (Node node : nodes) {
      arguments.add(node.keys().stem());
      JobArguments.writeFlowNode(node.job(), node.id(), node.waits(), now, arguments);
    }
    return arguments;
  }

  @Override
  public List<Stored> read(Reply reply) {
    return reply.list().stream().map(Stored::read).toList();
  }
}
