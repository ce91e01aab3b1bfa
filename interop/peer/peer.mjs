// The real BullMQ as a process that a test drives: one JSON object a line on stdin, one answer a line on stdout.
//   request  { id, do, now?, ... }         `now` steers Date.now from then on; null lets it run again
//   answer   { id, value } or { id, error: { message, code } }
//   unasked  { event, queue, name, args }  what a QueueEvents of ours has heard
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { board } from './board.mjs';
import { contract } from './contract.mjs';
import { cron } from './cron.mjs';
import { Desk } from './desk.mjs';
import { eventDuties } from './events.mjs';
import { flows } from './flows.mjs';
import { traces } from './traces.mjs';
import { verbs } from './verbs.mjs';
import { schedulers } from './schedulers.mjs';
import { work } from './work.mjs';

// Which BullMQ, by its name in package.json: the one of today unless told.
const which = process.argv[2] ?? 'bullmq';
const { FlowProducer, Job, Queue, QueueEvents, UnrecoverableError, Worker } = await import(which);

const running = Date.now.bind(Date);
let steered = null;
Date.now = () => steered ?? running();

const version = createRequire(import.meta.url)(`${which}/package.json`).version;
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const desk = new Desk({ Queue, Worker, QueueEvents, FlowProducer, UnrecoverableError, say });

/** Jobs that a claim has handed out, by their token. */
const held = new Map();

function hold(worker, token, [data, id, limited, due]) {
  if (!data) return { limited: limited ?? 0, due: due ?? 0 };
  const job = Job.fromJSON(worker, data, id);
  job.token = token;
  held.set(token, job);
  return { job: describe(job), limited: limited ?? 0, due: due ?? 0 };
}

const describe = (job) => job && {
  id: job.id, name: job.name, data: job.data, opts: job.opts, attemptsMade: job.attemptsMade,
  attemptsStarted: job.attemptsStarted, stalledCounter: job.stalledCounter, failedReason: job.failedReason,
  deferredFailure: job.deferredFailure, returnvalue: job.returnvalue, stacktrace: job.stacktrace,
};

function failure({ reason, stack, unrecoverable }) {
  const error = unrecoverable ? new UnrecoverableError(reason) : new Error(reason);
  error.stack = stack;
  return error;
}

/** A fetch that rides on a move to `delayed` leaves out a marker when it brings a job; the fetch by itself never does. */
function fetchesNext(request) {
  const job = held.get(request.token);
  const again = !request.unrecoverable && job.attemptsMade + 1 < (job.opts.attempts ?? 0);
  return request.fetchNext && !again;
}

function settled(request, result) {
  const job = held.get(request.token);
  held.delete(request.token);
  return result?.length > 0 ? { fetched: true, ...hold(job.queue, request.token, result) } : {};
}

// Version 5 has its scripts where version 6 has a backend.
async function moveToActive(worker, token, name) {
  return worker.getBackend
    ? worker.getBackend().moveToActive(token, name)
    : worker.scripts.moveToActive(await worker.client, token, name);
}

const duties = {
  hello: async (request) => {
    desk.connect(request.redis);
    return { version, node: process.version };
  },
  add: async (request) => (await desk.queue(request).add(request.name, request.data, request.opts)).id,
  addBulk: async (request) => (await desk.queue(request).addBulk(request.jobs)).map((job) => job.id),
  flow: async (request) => (await desk.flows(request).add(request.tree)).job.id,
  claim: async (request) => {
    const worker = desk.worker(request);
    return hold(worker, request.token, await moveToActive(worker, request.token, request.worker?.name));
  },
  complete: async (request) =>
    settled(request, await held.get(request.token).moveToCompleted(request.value, request.token, request.fetchNext ?? false)),
  fail: async (request) =>
    settled(request, await held.get(request.token).moveToFailed(failure(request), request.token, fetchesNext(request))),
  putBack: async (request) => held.get(request.token).moveToWait(request.token),
  extendLock: async (request) => held.get(request.token).extendLock(request.token, request.duration),
  extendLocks: async (request) => desk.worker(request).extendJobLocks(request.ids, request.tokens, request.duration),
  sweep: async (request) => {
    const worker = desk.worker(request);
    return (worker.getBackend ? worker.getBackend() : worker.scripts).moveStalledJobsToWait();
  },
  work: async (request) => work(desk, request),
  cron: async (request) => cron(which, request),
  // Any method of a queue, or of one of its jobs, by name.
  queue: async (request) => desk.queue(request)[request.method](...(request.args ?? [])),
  job: async (request) => {
    const job = await Job.fromId(desk.queue(request), request.job);
    return request.method ? job[request.method](...(request.args ?? [])) : describe(job);
  },
  ...board(desk),
  ...contract(desk, await import(which), held),
  ...schedulers(desk),
  ...verbs(desk, await import(which), held),
  ...flows(desk),
  ...traces(desk, await import(which)),
  listen: async (request) => desk.listen(request),
  ...eventDuties(desk, await import(which), say),
  close: async (request) => desk.close(request),
};

async function answer(line) {
  const request = JSON.parse(line);
  if ('now' in request) steered = request.now;
  try {
    say({ id: request.id, value: (await duties[request.do](request)) ?? null });
  } catch (error) {
    say({ id: request.id, error: { message: String(error?.message ?? error), code: error?.code ?? null } });
  }
}

for await (const line of createInterface({ input: process.stdin })) answer(line);
await desk.closeAll();
process.exit(0);
