import { ChainChecker } from './chain-checker.ts';
import { CHAIN_START } from './chain-link.ts';
import { HeadsFile } from './heads-file.ts';

const NOWHERE = '/nowhere/at/all';

describe('the checker', () => {
  let clocks = 0;
  const empty = {
    clock: () => {
      clocks += 1;
      return Promise.resolve({ seq: '0', hash: CHAIN_START.hash });
    },
    entries: () => Promise.resolve([]),
    heads: () => Promise.resolve([]),
    lastHead: () => Promise.resolve(null),
    furthestHead: () => Promise.resolve(0n),
  };
  const checkerOf = (refusal: string | null) =>
    new ChainChecker(empty, new HeadsFile(NOWHERE), NOWHERE, { refusal });

  it('looks once for all who ask meanwhile', async () => {
    const checker = checkerOf(null);
    const [one, other] = await Promise.all([checker.check(), checker.check()]);
    expect(one).toBe(other);
    expect(one).toMatchObject({ intact: true, refusal: null });
    expect(clocks).toBe(1);
    expect(await checker.check()).not.toBe(one);
  });

  it('does not call intact what the server refuses to sign', async () => {
    expect(await checkerOf('entry 7 is missing').check()).toMatchObject({
      intact: false,
      fault: { seq: '1', reason: 'the server signs no more since it found: entry 7 is missing' },
      refusal: 'entry 7 is missing',
    });
  });
});
