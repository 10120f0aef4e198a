// Golden cases: `cases/<case>/input.json` holds what arrives, `expected.json` what decode makes of it. With
// IOC_UPDATE_CASES=1 the expectations are written anew; the difference is then read in review.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Connector, DecodeContext, Message } from '../connector.ts';
import { Reject } from '../wire/reject.ts';
import { secretKeeper } from '../wire/secret-keeper.ts';

export interface GoldenInput {
  /** MQTT topic, URL; a default stands for the rest. */
  readonly address?: string;
  readonly sender?: string;
  /** The message as text, or as JSON that is written out. */
  readonly text?: string;
  readonly json?: unknown;
  /** The message as bytes: files that are no text. */
  readonly base64?: string;
  /** What a person says who uploads it. */
  readonly statedAsOf?: string;
}

export const CASE_CONTEXT: DecodeContext = {
  assetName: (externalId) => (externalId === 'gt-cau-dong-ha' ? 'Cầu Đông Hà' : null),
  ...secretKeeper('the key of the golden cases, long enough'),
};

export const casesOf = (folder: string): string[] => readdirSync(path.join(folder, 'cases')).sort();

/** What the connector makes of a case: the decoded drafts, or the reject. */
export function runCase(
  connector: Connector,
  folder: string,
  name: string,
): { actual: unknown; expected: unknown } {
  const file = (kind: string) => path.join(folder, 'cases', name, `${kind}.json`);
  const actual: unknown = JSON.parse(JSON.stringify(outcomeOf(connector, ...messageOf(file('input')))));
  if (process.env['IOC_UPDATE_CASES'] === '1')
    writeFileSync(file('expected'), `${JSON.stringify(actual, null, 2)}\n`);
  const expected: unknown = existsSync(file('expected'))
    ? JSON.parse(readFileSync(file('expected'), 'utf8'))
    : undefined;
  return { actual, expected };
}

export function bytesOfInput({ base64, text, json }: GoldenInput): Buffer {
  return base64 === undefined ? Buffer.from(text ?? JSON.stringify(json)) : Buffer.from(base64, 'base64');
}

function messageOf(file: string): [Message, DecodeContext] {
  const input = JSON.parse(readFileSync(file, 'utf8')) as GoldenInput;
  const body = bytesOfInput(input);
  const message = {
    address: input.address ?? 'case',
    payload: body,
    body,
    receivedAt: '2026-03-01T00:00:00.000Z',
    ...(input.sender ? { sender: input.sender } : {}),
  };
  return [message, { ...CASE_CONTEXT, ...(input.statedAsOf ? { statedAsOf: input.statedAsOf } : {}) }];
}

export function outcomeOf(
  connector: Connector,
  message: Message,
  context: DecodeContext = CASE_CONTEXT,
): unknown {
  try {
    const decoded = connector.decode(message, context);
    const rejects = decoded.rejects?.map(({ reject, raw }) => ({
      reason: reject.reason,
      detail: reject.message,
      raw,
    }));
    return rejects ? { ...decoded, rejects } : decoded;
  } catch (error) {
    if (!(error instanceof Reject)) throw error;
    return { reject: { reason: error.reason, detail: error.message } };
  }
}
