/** What can be done to one job, by the names of BullMQ's own methods. */
export function verbs(desk, Job, held) {
  return {
    // To a job of that id, be there one or not.
    verb: async (request) => {
      const queue = desk.queue(request);
      const job = (await Job.fromId(queue, request.job)) ?? new Job(queue, 'gone', {}, {}, request.job);
      return job[request.method](...(request.args ?? []));
    },
    // To a job that a claim has handed out.
    held: async ({ token, method, args = [] }) => held.get(token)[method](...args),
    backlog: async (request) => desk.queue(request).getJobLogs(request.job, ...request.args),
  };
}
