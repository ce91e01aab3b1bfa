/** BullMQ also asks `new Date()` what time it is: it gets what `Date.now` says, which the peer steers. */
const Running = Date;
globalThis.Date = class Date extends Running {
  constructor(...when) {
    super(...(when.length ? when : [Date.now()]));
  }
};

/** What a worker of BullMQ does with a scheduler's job that it has claimed: the next one first. */
export function schedulers(desk) {
  return {
    // Answers whether the job is then run, or left as it is.
    begin: async (request) => {
      const worker = desk.worker(request);
      const data = await worker.getBackend().getJobData(request.job);
      return (await worker.nextJobFromJobData(data, request.job, 'token')) ? 'run' : 'left';
    },
  };
}
