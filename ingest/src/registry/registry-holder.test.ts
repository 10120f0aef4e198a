import { RegistryHolder } from './registry-holder.ts';
import type { RegistryStore } from './registry-holder.ts';

/** A log of writes of which some changed the registry; notes from where it was asked to look. */
function logOf(newest: number) {
  const changes = new Set<number>();
  const asked: number[] = [];
  let reads = 0;
  const log = { newest, changes, asked, reads: () => reads };
  const store: RegistryStore = {
    read: () => {
      reads += 1;
      return Promise.resolve({ units: [], codes: [], names: [], assets: [] });
    },
    newestSeq: () => Promise.resolve(String(log.newest)),
    changedAfter: (since) => {
      asked.push(Number(since));
      const changed = [...changes].some((seq) => seq > Number(since));
      return Promise.resolve({ changed, seq: String(log.newest) });
    },
  };
  return { log, holder: new RegistryHolder(store) };
}

it('looks at each write once, however long nothing changes', async () => {
  const { log, holder } = logOf(10);
  await holder.load();
  for (log.newest of [500, 900, 900]) expect(await holder.refresh()).toBe(false);
  expect(log.asked).toEqual([10, 500, 900]);
  expect(log.reads()).toBe(1);
});

it('reads the registry anew when a write changed it, and goes on behind that', async () => {
  const { log, holder } = logOf(10);
  await holder.load();
  log.changes.add(12);
  log.newest = 20;
  expect(await holder.refresh()).toBe(true);
  expect(await holder.refresh()).toBe(false);
  expect(log.asked).toEqual([10, 20]);
  expect(log.reads()).toBe(2);
});
