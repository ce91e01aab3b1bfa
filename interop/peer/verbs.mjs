import { work } from './work.mjs';

/** What can be done to one job, by the names of BullMQ's own methods. */
export function verbs(desk, bullmq, held) {
  const { Backoffs, Job } = bullmq;
  return {
    // To a job of that id, be there one or not.
    verb: async (request) => {
      const queue = desk.queue(request);
      const job = (await Job.fromId(queue, request.job)) ?? new Job(queue, 'gone', {}, {}, request.job);
      return job[request.method](...(request.args ?? []));
    },
    // What a handler does to go on later: 0 it is done, 3 there are no children to wait for.
    step: async ({ prefix, queue, token, kind, millis }) => {
      const job = held.get(token);
      if (kind === 'CHILDREN') return (await job.moveToWaitingChildren(token)) ? '0' : '3';
      if (kind === 'DELAYED') await job.moveToDelayed(Date.now() + millis, token);
      if (kind === 'LIMITED') {
        await desk.queue({ prefix, queue }).rateLimit(millis);
        await job.moveToWait(token);
      }
      return '0';
    },
    // How long each of these waits would last: BullMQ's own rule with chance steered.
    backoffs: async ({ cases }) => {
      const chance = Math.random;
      try {
        return cases.map(({ type, delay, jitter, attempt, random }) => {
          Math.random = () => random;
          return Backoffs.calculate({ type, delay, jitter }, attempt, new Error('x'), {});
        });
      } finally {
        Math.random = chance;
      }
    },
    // Runs a worker until so many jobs have ended; each goes on in the steps that its data name.
    steps: (request) => work(desk, request, (job, token) => follow(job, token, desk.queue(request), bullmq)),
    backlog: async (request) => desk.queue(request).getJobLogs(request.job, ...request.args),
  };
}

async function follow(job, token, queue, bullmq) {
  const [step, ...rest] = job.data.steps;
  await job.updateData({ steps: rest });
  await job.log(`now ${step}`);
  switch (step) {
    case 'delay':
      await job.moveToDelayed(Date.now() + 100, token);
      throw new bullmq.DelayedError();
    case 'wait':
      await job.moveToWait(token);
      throw new bullmq.WaitingError();
    case 'children':
      await queue.add('child', { steps: ['end'] }, { parent: { id: job.id, queue: job.queueQualifiedName } });
      if (await job.moveToWaitingChildren(token)) throw new bullmq.WaitingChildrenError();
      break;
    case 'limit':
      await queue.rateLimit(200);
      throw new bullmq.RateLimitError();
    case 'give up':
      throw new bullmq.UnrecoverableError('for good');
  }
  await job.updateProgress({ done: step });
  return (await job.moveToWaitingChildren(token)) || step;
}
