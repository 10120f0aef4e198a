import { createHash } from 'node:crypto';
import { ProblemException } from '../../problem.filter.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { ProofOfWork, zeroBits } from './proof-of-work.ts';

const SECRET = 'a secret of this site, long enough';

interface Asked {
  readonly challenge: string;
  readonly bits: number;
}

function solved({ challenge, bits }: Asked): string {
  for (let nonce = 0; ; nonce += 1) {
    const proof = `${challenge}:${nonce}`;
    if (zeroBits(createHash('sha256').update(proof).digest()) >= bits) return proof;
  }
}

function door() {
  const world = { nowMs: 1_000_000, standstillMs: 0 };
  const keeper = new Doorkeeper(
    SECRET,
    () => world.nowMs,
    () => world.standstillMs,
  );
  const knock = (clientId: string, address: string, proof?: string): Asked | null => {
    try {
      keeper.admit({ clientId, address, proof });
      return null;
    } catch (error) {
      if (!(error instanceof ProblemException)) throw error;
      expect(error.getStatus()).toBe(428);
      return error.extras.members as unknown as Asked;
    }
  };
  return { world, knock };
}

describe('the doorkeeper', () => {
  it('asks nothing in calm times, then work of the address that sends much, and of nobody else', () => {
    const { knock, world } = door();
    for (let at = 0; at < 5; at += 1) expect(knock(`a${at}`, '203.0.113.9')).toBeNull();
    const asked = knock('a5', '203.0.113.9');
    expect(asked?.bits).toBe(14);
    expect(knock('b', '203.0.113.10')).toBeNull();
    if (asked) expect(knock('a5', '203.0.113.9', solved(asked))).toBeNull();
    world.nowMs += 10 * 60_000;
    expect(knock('a6', '203.0.113.9')).toBeNull();
  });

  it('asks for more the more come, up to what an old phone can do', () => {
    const { knock } = door();
    let bits = 0;
    const proofs = new ProofOfWork(SECRET);
    for (let at = 0; at < 60; at += 1) {
      const asked = knock(`a${at}`, '203.0.113.9');
      if (!asked) continue;
      expect(asked.bits).toBeGreaterThanOrEqual(bits);
      bits = asked.bits;
      const easy = proofs.challenge(`a${at}`, 1, 1_000_000);
      expect(knock(`a${at}`, '203.0.113.9', solved(easy))).toBeNull();
    }
    expect(bits).toBe(20);
  });

  it('asks everybody when a flood comes from everywhere or the server gasps', () => {
    const { knock, world } = door();
    for (let at = 0; at < 120; at += 1) expect(knock(`a${at}`, `198.51.100.${at}`)).toBeNull();
    expect(knock('b', '203.0.113.10')?.bits).toBe(14);
    const calm = door();
    calm.world.standstillMs = 1_100;
    expect(calm.knock('b', '203.0.113.10')?.bits).toBe(14);
    world.nowMs += 10 * 60_000;
    expect(knock('b', '203.0.113.10')).toBeNull();
  });
});

describe('a proof of work', () => {
  const proofs = new ProofOfWork(SECRET);
  const challenge = proofs.challenge('one', 8, 0);
  const proof = solved(challenge);

  it('holds for its own report, in time, as it was asked', () => {
    expect(proofs.holds(proof, 'one', 1)).toBe(true);
    expect(proofs.holds(proof, 'another', 1)).toBe(false);
    expect(proofs.holds(proof, 'one', 300_001)).toBe(false);
    expect(new ProofOfWork('another secret of a site').holds(proof, 'one', 1)).toBe(false);
  });

  it('does not hold without the work, or with a challenge made easier or longer by hand', () => {
    const lazy = [...Array(50).keys()].map((at) => `${challenge.challenge}:${at}x`);
    expect(lazy.filter((one) => proofs.holds(one, 'one', 1)).length).toBeLessThan(5);
    for (const wrong of [
      '',
      ':',
      'a:b:c',
      proof.replace(/^8/, '0'),
      proof.replace(/^8\.\w+/, '8.zzzzzzzz'),
      `${proof}:1`,
    ])
      expect(proofs.holds(wrong, 'one', 1)).toBe(false);
  });
});

it('zero bits are counted from the beginning', () => {
  expect([[0x80], [0x01], [0, 0x40], [0, 0], []].map((bytes) => zeroBits(Uint8Array.from(bytes)))).toEqual([
    0, 7, 9, 16, 0,
  ]);
});
