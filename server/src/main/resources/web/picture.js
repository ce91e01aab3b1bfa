// What the store holds, read from a snapshot of the server's and written as one.

/** The figures of the moment that a snapshot was taken. */
export function nowOf({ asOf, state, counts, done, failed }) {
  return {
    t: asOf,
    ...figuresOf(state),
    done,
    failed,
    waiting: counts.waiting + (counts.prioritized ?? 0),
    active: counts.active,
    delayed: counts.delayed,
  };
}

export function figuresOf(state) {
  return {
    pushers: state.pusherCount,
    pullers: state.pullerCount,
    pushed: state.totalMessageCount,
    switches: state.roleSwitchCount,
    messageCount: state.messageCount,
    role: state.currentRole,
  };
}

/** All that is known, as the server's own snapshot has it: for a tab that comes late. */
export function pictureOf({ now, history, running, limits, switchEvery, redis, workers, nodes, deeds }) {
  const { t, waiting, active, delayed, done, failed } = now;
  return {
    reason: "late",
    asOf: t,
    ...{ running, limits, switchEvery, redis, workers, nodes, done, failed },
    state: stateOf(now),
    counts: { waiting, active, delayed },
    history: history.columns,
    lanes: Object.fromEntries(history.lanes),
    events: deeds,
  };
}

/** The six figures under the names that the saved state has. */
export function stateOf(now) {
  return {
    pusherCount: now.pushers,
    pullerCount: now.pullers,
    totalMessageCount: now.pushed,
    roleSwitchCount: now.switches,
    messageCount: now.messageCount,
    currentRole: now.role,
  };
}

/** By name, so that a tile keeps its place whatever its worker does. */
export function inOrder(workers) {
  return [...workers].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}
