// A worker of the mixed fleet under Node.js, until it is killed: node peer/fleet.mjs '{"bullmq", "redis", "prefix", "queue", "who", "lock", "sweep"}'
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';

const terms = JSON.parse(process.argv[2]);
const { UnrecoverableError, Worker } = await import(terms.bullmq);
const connection = new Redis({ ...terms.redis, maxRetriesPerRequest: null });
const stem = `${terms.prefix}:${terms.queue}:`;
connection.defineCommand('note', {
  numberOfKeys: 2,
  lua: readFileSync(new URL('fleetRecord.lua', import.meta.url), 'utf8'),
});
const note = (what, job, token) =>
  connection.note(`${terms.prefix}:records`, `${stem}${job.id}:lock`, what, job.id, token, terms.who);

async function handle(job, token) {
  await note('begin', job, token);
  await new Promise((resolve) => setTimeout(resolve, job.data.ms));
  await note('end', job, token);
  if (job.data.never) throw new UnrecoverableError('never');
  if (job.attemptsMade < job.data.fail) throw new Error('not yet');
  return job.data.n;
}

const worker = new Worker(terms.queue, handle, {
  connection, prefix: terms.prefix, concurrency: 10, name: terms.who, lockDuration: terms.lock, stalledInterval: terms.sweep,
});
worker.on('error', (error) => console.error(`${terms.who}: ${error.message}`));
