import { Losses, tellLosses } from './losses.ts';
import type { Parcel } from './parcel.ts';

it('sums up per source what was shed, and tells each loss once', async () => {
  const losses = new Losses();
  losses.count('onvif');
  losses.count('suricata', 3);
  losses.count('onvif');
  const ending = new AbortController();
  const told: Parcel[] = [];
  const batcher = {
    add: async (parcel: Parcel) => {
      told.push(parcel);
      ending.abort();
    },
  };
  await tellLosses(losses, batcher, ending.signal);
  expect(told.flatMap(({ notes }) => notes)).toEqual([
    { id: 'onvif', dropped: 2 },
    { id: 'suricata', dropped: 3 },
  ]);
  expect(losses.take()).toEqual([]);
});
