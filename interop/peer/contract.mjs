import { handle } from './work.mjs';

/** Workers that go on until their prefix is closed, and tell what they have handled, in order. */
export function contract(desk, bullmq, held) {
  const told = new Map();
  const of = (prefix) => {
    if (!told.has(prefix)) told.set(prefix, { handled: [], troubles: [], local: [], holds: new Map() });
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

  /** A handler that is asked to stop ends as its job wishes: with the reason in its mouth. */
  function heed(wish, reason) {
    if (wish === 'return') return reason;
    throw wish === 'throw' ? new Error(reason) : new bullmq.UnrecoverableError(reason);
  }

  const asked = (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));

  /** What a handler waits for in its first start, to go on in a second. */
  async function step(request, job, token) {
    switch (job.data.step) {
      case 'delayed':
        await job.moveToDelayed(Date.now() + 100, token);
        throw new bullmq.DelayedError();
      case 'waiting':
        await job.moveToWait(token);
        throw new bullmq.WaitingError();
      case 'limited':
        await desk.queue(request).rateLimit(300);
        throw bullmq.Worker.RateLimitError();
      default: {
        const parent = { id: job.id, queue: job.queueQualifiedName };
        const delay = job.data.step === 'pending' ? 3_600_000 : 0;
        await desk.queue(request).add('child', { return: 'grown' }, { jobId: 'child', parent, delay });
        if (job.data.step === 'pending') return; // and completes, although its child has not
        if (await job.moveToWaitingChildren(token)) throw new bullmq.WaitingChildrenError();
      }
    }
  }

  /** The worker's local events as lines; what fails again and again is told once. */
  function overhear(runner, lines) {
    const tell = (line) => lines.push(line);
    for (const name of ['drained', 'paused', 'resumed', 'closing', 'closed']) runner.on(name, () => tell(name));
    runner.on('active', (job) => tell(`active ${job.id}`));
    runner.on('progress', (job, progress) => tell(`progress ${job.id} ${JSON.stringify(progress)}`));
    runner.on('completed', (job, value) => tell(`completed ${job.id} ${JSON.stringify(value)}`));
    runner.on('failed', (job, error) => tell(`${job.finishedOn ? 'failed' : 'retrying'} ${job.id} ${error.message}`));
    runner.on('stalled', (id) => tell(`stalled ${id}`));
    runner.on('error', () => lines.at(-1) === 'error' || tell('error'));
  }

  return {
    start: async (request) => {
      const notes = of(request.prefix);
      const { waits, ...options } = request.worker ?? {};
      if (waits) options.settings = { backoffStrategy: (attemptsMade) => waits * attemptsMade };
      const runner = desk.runner({ ...request, worker: options }, async (job, token, signal) => {
        const wish = job.data ?? {};
        notes.handled.push({ id: job.id, name: job.name, token, attemptsMade: job.attemptsMade, at: Date.now() });
        if (wish.heed !== undefined) return heed(wish.heed, await asked(signal));
        if (wish.hold !== undefined) await hold(notes, wish.hold).over;
        if (wish.progress !== undefined) await job.updateProgress(wish.progress);
        if (wish.step !== undefined && job.attemptsStarted === 1) await step(request, job, token);
        if (wish.values !== undefined) return Object.values(await job.getChildrenValues()).sort();
        return handle(desk, job);
      });
      notes.runner = runner;
      overhear(runner, notes.local);
      runner.on('error', (error) => notes.troubles.push(String(error.message)));
      runner.on('failed', (job, error) => notes.troubles.push(String(error.message)));
      await runner.waitUntilReady();
    },
    handled: async ({ prefix }) => of(prefix).handled,
    troubles: async ({ prefix }) => of(prefix).troubles,
    release: async ({ prefix, hold: name }) => hold(of(prefix), name).release(),
    cancel: async ({ prefix, job, reason }) => of(prefix).runner.cancelJob(job, reason),
    cancelAll: async ({ prefix, reason }) => of(prefix).runner.cancelAllJobs(reason),
    /** Any method of the worker that runs. */
    steer: async ({ prefix, method, args }) => of(prefix).runner[method](...(args ?? [])),
    concurrency: async ({ prefix, value }) => void (of(prefix).runner.concurrency = value),
    local: async ({ prefix }) => of(prefix).local,
    stalled: async (request) => desk.worker(request).moveStalledJobsToWait(),
    // A job taken by hand, whose lock nobody renews.
    take: async (request) => {
      const job = await desk.worker(request).getNextJob(request.token, { block: false });
      if (job) held.set(request.token, job);
      return job ? { id: job.id, name: job.name } : null;
    },
  };
}
