// The field's four standard scenarios with npm bullmq under Node.js, as `tidemill bench` has them: the same payload,
// counts, worker options and warm-up; one JSON object a scenario, and what it claims is read back from Redis.
//   node bench/scenarios.mjs SCENARIO JOBS REDIS_URL
import { createRequire } from 'node:module';

const require = createRequire(new URL('../interop/package.json', import.meta.url));
const { Queue, Worker } = require('bullmq');
const { Redis } = require('ioredis');
const { version } = require('bullmq/package.json');
const [scenario, count, redisUrl] = process.argv.slice(2);
const { hostname, port, password } = new URL(redisUrl);
const connection = { host: hostname, port: Number(port || 6379), password: password || undefined };
const prefix = 'bench-node';
const payload = Object.fromEntries(
  Array.from({ length: 10 }, (_, n) => [
    `object${n}`,
    Object.fromEntries(Array.from({ length: 10 }, (_, m) => [`field${m}`, `value ${n}${m}`])),
  ]),
);

async function cost(client) {
  const cpu = [...(await client.info('cpu')).matchAll(/used_cpu_(?:sys|user)_main_thread:([\d.]+)/g)];
  let commands = 0;
  for (const [, name, calls] of (await client.info('commandstats')).matchAll(/cmdstat_([^:]+):calls=(\d+)/g)) {
    if (!name.startsWith('eval') && name !== 'info') commands += Number(calls);
  }
  return { micros: cpu.reduce((sum, [, seconds]) => sum + Number(seconds) * 1e6, 0), commands };
}

async function measure(client, work) {
  const before = await cost(client);
  const began = process.hrtime.bigint();
  await work();
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const after = await cost(client);
  return { seconds, micros: after.micros - before.micros, commands: after.commands - before.commands };
}

function hold(what, wanted, found) {
  const [left, right] = [JSON.stringify(wanted), JSON.stringify(found)];
  if (left !== right) throw new Error(`the figures cannot be trusted: ${what} should be ${left}, Redis has ${right}`);
}

async function sample(queue, client, jobs, field, wanted) {
  for (let id = 1; id <= jobs; id += Math.max(1, Math.floor(jobs / 500))) {
    hold(`${field} of job ${id}`, wanted(String(id)), JSON.parse(await client.hget(queue.toKey(String(id)), field)));
  }
}

async function addOneByOne(queue, jobs) {
  for (let n = 0; n < jobs; n++) await queue.add('bench', payload);
}

async function addInBulk(queue, jobs) {
  for (let n = 0; n < jobs; n += 50) {
    await queue.addBulk(Array.from({ length: Math.min(50, jobs - n) }, () => ({ name: 'bench', data: payload })));
  }
}

const adding = (add) => async (queue, client, jobs) => {
  const stretch = await measure(client, () => add(queue, jobs));
  hold('jobs that wait', jobs, await queue.getWaitingCount());
  await sample(queue, client, jobs, 'data', () => payload);
  return stretch;
};

const working = (concurrency) => async (queue, client, jobs) => {
  await addInBulk(queue, jobs);
  let completed = 0;
  let finish;
  const finished = new Promise((resolve) => { finish = resolve; });
  const options = { connection, prefix, concurrency, autorun: false };
  const worker = new Worker(queue.name, async (job) => job.id, options);
  worker.on('completed', () => ++completed === jobs && finish());
  worker.on('error', (error) => console.error(error.message));
  await worker.waitUntilReady();
  const stretch = await measure(client, () => {
    worker.run();
    return finished;
  });
  await worker.close();
  hold('completed jobs', jobs, await queue.getCompletedCount());
  await sample(queue, client, jobs, 'returnvalue', (id) => id);
  return stretch;
};

const scenarios = {
  'queue-add': adding(addOneByOne),
  'queue-add-bulk': adding(addInBulk),
  'worker-generic': working(1),
  'worker-concurrent': working(100),
};

async function run(client, name, jobs) {
  const queue = new Queue(name, { connection, prefix });
  queue.on('error', (error) => console.error(error.message));
  await queue.waitUntilReady();
  const stretch = await scenarios[scenario](queue, client, jobs);
  const keys = await client.keys(`${prefix}:${name}:*`);
  for (let n = 0; n < keys.length; n += 1000) await client.unlink(...keys.slice(n, n + 1000));
  await queue.close();
  return stretch;
}

if (!scenarios[scenario]) throw new Error(`'${scenario}' is none of ${Object.keys(scenarios).join(', ')}`);
const jobs = Number(count);
const client = new Redis(connection);
const warmUps = 2;
for (let n = 0; n < warmUps; n++) await run(client, `warm-up-${n}`, jobs);
const { seconds, micros, commands } = await run(client, 'measured', jobs);
console.log(JSON.stringify({
  scenario,
  jobs,
  seconds,
  jobsPerSecond: jobs / seconds,
  redisMicrosPerJob: micros / jobs,
  redisCommandsPerJob: commands / jobs,
  warmUpJobs: warmUps * jobs,
  runtime: `Node.js ${process.version}, bullmq ${version}`,
}));
process.exit(0);
