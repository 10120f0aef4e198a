// F7: every message one to five times, and the worker killed and restarted in between. Each is one row, however often it
// came, and what is raised of it is raised once.
import { setTimeout as delay } from 'node:timers/promises';
import { Crowd, isAskedAgain } from './crowd.ts';
import { exactly, told } from './fault.ts';
import type { Fault } from './fault.ts';
import { OwnStore } from './store.ts';
import { Worker } from './worker.ts';

const RESTARTS = { full: 12, short: 3 };
const BETWEEN_MS = 3_000;
const DRAIN_LIMIT_MS = 120_000;
/** Messages a second; each comes three times on average. */
const RATE_PER_SECOND = 150;

export const f7: Fault = {
  id: 'F7',
  title: 'each message one to five times, across restarts',
  run: async (context) => {
    const restarts = context.short ? RESTARTS.short : RESTARTS.full;
    const store = await OwnStore.open(context);
    const worker = new Worker(context, store.url);
    await worker.start();
    const crowd = await Crowd.start(context, {
      mqttPort: worker.ports.mqtt ?? 0,
      syslogPort: worker.ports.syslog,
      ratePerSecond: RATE_PER_SECOND,
      repeats: 5,
    });
    for (let n = 0; n < restarts; n += 1) {
      await delay(BETWEEN_MS);
      // In turns: ended in order, and killed.
      await (n % 2 ? worker.stop() : worker.kill());
      await worker.start();
      context.say(`restart ${n + 1} of ${restarts}`);
    }
    await delay(BETWEEN_MS);
    const published = await crowd.finish(60_000);
    await worker.drained(DRAIN_LIMIT_MS);
    const promised = published.lines.filter(({ way }) => isAskedAgain(way)).length;
    const stored = await store.number(
      `SELECT count(*) FROM (SELECT DISTINCT source, id, revision FROM event) row`,
    );
    const rows = await store.storedRows();
    const duplicates = await store.number(`SELECT sum(duplicates) FROM source`);
    const findings = [
      exactly('rows beyond one for each word', rows - stored, 0),
      exactly('unacknowledged in the end', published.unacked, 0),
      told(
        'messages',
        `${published.lines.length}, of them promised ${promised}; ${duplicates} duplicates counted`,
      ),
    ];
    return { findings, soundness: [await store.check(published.words(() => false))] };
  },
};
