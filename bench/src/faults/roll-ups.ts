// Minutes, hours and days are summed up anew in the background: what came late is in them within a minute.
import { until } from '../harness/until.ts';
import type { Finding } from './fault.ts';
import type { Store } from './store.ts';

const ROLL_UP_LIMIT_MS = 60_000;

/** Each roll-up beside the recount, asked until they agree. */
export async function rollUps(store: Store): Promise<Finding[]> {
  const startedAtMs = performance.now();
  const agreedAfterMs = new Map<string, number>();
  const names = ['ledger', 'minute aggregate', 'hour aggregate', 'day aggregate'];
  await until(
    'the roll-ups agree',
    async () => {
      const { faults } = await store.check([]);
      const wrong = faults.find(({ kind }) => kind === 'miscounted')?.examples ?? [];
      for (const name of names)
        if (!agreedAfterMs.has(name) && !wrong.some((example) => example.startsWith(name)))
          agreedAfterMs.set(name, performance.now() - startedAtMs);
      return agreedAfterMs.size === names.length;
    },
    1.5 * ROLL_UP_LIMIT_MS,
    2_000,
  ).catch(() => undefined);
  return names.map((name) => {
    const afterMs = agreedAfterMs.get(name);
    const figure =
      afterMs === undefined
        ? `not within ${(1.5 * ROLL_UP_LIMIT_MS) / 1000} s`
        : `${(afterMs / 1000).toFixed(0)} s`;
    return {
      name: `${name} = recount after`,
      figure,
      must: `≤ ${ROLL_UP_LIMIT_MS / 1000} s`,
      ok: (afterMs ?? Infinity) <= ROLL_UP_LIMIT_MS,
    };
  });
}
