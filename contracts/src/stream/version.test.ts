import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WIRE_VERSION } from './version.ts';

/** Every version of the wire that was ever released, with the hash of the files that define it. */
const LEDGER: Record<number, string> = {
  1: '094cf0a4c5128fbf',
  // A source can be off, and tells how many of its dead letters had to go.
  2: '094cf0a4c5128fbf',
  // Views; a place in a stream has a clock too; the hub says why it sends a slow reader away.
  3: 'e32844f096533623',
  // Alerts are a channel.
  4: 'a2f902e4b315c680',
  // A subscription carries its clock; frames of the past come apart; the recount is a channel.
  5: '440a50620a2b286b',
  // A large frame comes in parts.
  6: 'ba2e3c44b8cd28fb',
  // A heartbeat tells that scenes were saved.
  7: 'd32f3d4fa139f397',
  // Walls are a channel, with a view of one wall.
  8: '970ccee67d44d347',
  // Of tickets there are views by service.
  9: 'e5bb8a34c989f537',
  // A slow line is told the newest first.
  10: '1aa904fb3a8b9286',
};

/** The wire is what these files say, comments and layout aside. */
function wireHash(): string {
  const hash = createHash('sha256');
  for (const file of ['channels.ts', 'up.ts', 'down.ts', 'view.ts', 'view-schema.ts']) {
    const source = readFileSync(path.join(__dirname, file), 'utf8');
    hash.update(source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replaceAll(/\s+/g, ' '));
  }
  return hash.digest('hex').slice(0, 16);
}

it('the wire is the one its version number stands for', () => {
  expect({ version: WIRE_VERSION, hash: wireHash() }).toEqual({
    version: WIRE_VERSION,
    hash: LEDGER[WIRE_VERSION],
  });
});
