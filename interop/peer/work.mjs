/**
 * Runs a worker until `count` jobs have ended for good; answers each with what became of it.
 * A job's data say what its handler does: { throw: text }, { unrecoverable: text } or { return: value };
 * { throwUntil: n } throws in its first n attempts. Anything else is returned as it came.
 */
export async function work(desk, { prefix, queue, count, worker = {}, within = 30000 }, handler = (job) => handle(desk, job)) {
  const ended = [];
  const runner = new desk.Worker(queue, handler, { prefix, connection: desk.redis, ...worker });
  runner.on('error', () => {});
  try {
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${ended.length} of ${count} jobs ended in time`)), within);
      const note = (entry) => {
        ended.push(entry);
        if (ended.length >= count) {
          clearTimeout(late);
          resolve();
        }
      };
      runner.on('completed', (job, value) => note({ id: job.id, name: job.name, data: job.data, value }));
      runner.on('failed', (job, error) => {
        if (job.finishedOn) note({ id: job.id, name: job.name, data: job.data, error: error.message });
      });
    });
  } finally {
    await runner.close();
  }
  return ended;
}

export async function handle(desk, job) {
  const wish = job.data ?? {};
  if (wish.discard !== undefined) {
    if (job.discard === undefined) throw new desk.UnrecoverableError(wish.throw); // all that version 6 has
    job.discard();
  }
  if (wish.throw !== undefined && job.attemptsMade < (wish.throwUntil ?? Infinity)) throw new Error(wish.throw);
  if (wish.unrecoverable !== undefined) throw new desk.UnrecoverableError(wish.unrecoverable);
  return 'return' in wish ? wish.return : wish;
}
