import { handle } from './work.mjs';

/** What BullMQ does where telemetry is on: whatever it wants to tie is tied by one text, and the names of its spans are told. */
export function traces(desk, bullmq) {
  function telemetry(text, told) {
    const nothing = () => {};
    const span = {
      setSpanOnContext: (context) => context, setAttribute: nothing, setAttributes: nothing,
      addEvent: nothing, recordException: nothing, end: nothing,
    };
    const startSpan = (name, { kind }) => {
      if (kind === 3) told.push(name); // producers' only
      return span;
    };
    const contexts = { active: () => ({}), with: (_, work) => work(), getMetadata: () => text, fromMetadata: (context) => context };
    return { tracer: { startSpan }, contextManager: contexts };
  }

  async function under({ prefix, text }, make, work) {
    const told = [];
    const made = make({ prefix, connection: desk.redis, skipMetasUpdate: true, telemetry: telemetry(text, told) });
    made.on('error', () => {});
    try {
      await work(made);
    } finally {
      await made.close();
    }
    return told;
  }

  return {
    tracedFlows: (request) =>
      under(request, (options) => new bullmq.FlowProducer(options), (flows) =>
        request.trees.length > 1 ? flows.addBulk(request.trees) : flows.add(request.trees[0])),
    tracedScheduler: (request) =>
      under(request, (options) => new bullmq.Queue(request.queue, options), (queue) =>
        queue.upsertJobScheduler(request.scheduler, request.repeat, request.template)),
    // Works until so many attempts have failed and so many jobs are completed.
    tracedWork: (request) =>
      under(request, (options) => new bullmq.Worker(request.queue, (job) => handle(desk, job), options), (worker) =>
        new Promise((resolve) => {
          let left = request.ends;
          const end = () => --left === 0 && resolve();
          worker.on('failed', end);
          worker.on('completed', end);
        })),
  };
}
