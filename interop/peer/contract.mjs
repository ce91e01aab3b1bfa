import { handle } from './work.mjs';

/** Workers that go on until their prefix is closed, and tell what they have handled, in order. */
export function contract(desk) {
  const told = new Map();
  const of = (prefix) => {
    if (!told.has(prefix)) told.set(prefix, { handled: [], troubles: [], holds: new Map() });
    return told.get(prefix);
  };

  function hold(notes, name) {
    if (!notes.holds.has(name)) {
      const waiting = {};
      waiting.over = new Promise((resolve) => (waiting.release = resolve));
      notes.holds.set(name, waiting);
    }
    return notes.holds.get(name);
  }

  return {
    start: async (request) => {
      const notes = of(request.prefix);
      const runner = desk.runner(request, async (job, token) => {
        const wish = job.data ?? {};
        notes.handled.push({ id: job.id, name: job.name, token, attemptsMade: job.attemptsMade, at: Date.now() });
        if (wish.hold !== undefined) await hold(notes, wish.hold).over;
        return handle(desk, job);
      });
      runner.on('error', (error) => notes.troubles.push(String(error.message)));
      runner.on('failed', (job, error) => notes.troubles.push(String(error.message)));
      await runner.waitUntilReady();
    },
    handled: async ({ prefix }) => of(prefix).handled,
    troubles: async ({ prefix }) => of(prefix).troubles,
    release: async ({ prefix, hold: name }) => hold(of(prefix), name).release(),
    stalled: async (request) => desk.worker(request).moveStalledJobsToWait(),
    // A job taken by hand, whose lock nobody renews.
    take: async (request) => {
      const job = await desk.worker(request).getNextJob(request.token, { block: false });
      return job ? { id: job.id, name: job.name } : null;
    },
  };
}
