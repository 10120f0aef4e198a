// Golden cases: `cases/<case>/input.json` holds what arrives (or names the file that does), `expected.json` what decode
// makes of it. With
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
  /** The message as bytes: the name of a file beside this one. */
  readonly file?: string;
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
  const file = path.join(folder, 'cases', name, 'expected.json');
  const actual: unknown = JSON.parse(JSON.stringify(outcomeOf(connector, ...messageOf(folder, name))));
  if (process.env['IOC_UPDATE_CASES'] === '1') writeFileSync(file, `${JSON.stringify(actual, null, 2)}\n`);
  const expected: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  return { actual, expected };
}

/** What the message of a case is made of. */
export function inputOf(folder: string, name: string): { input: GoldenInput; body: Buffer } {
  const directory = path.join(folder, 'cases', name);
  const input = JSON.parse(readFileSync(path.join(directory, 'input.json'), 'utf8')) as GoldenInput;
  return { input, body: bytesOf(input, directory) };
}

function bytesOf({ base64, file, text, json }: GoldenInput, directory: string): Buffer {
  if (file !== undefined) return readFileSync(path.join(directory, file));
  return base64 === undefined ? Buffer.from(text ?? JSON.stringify(json)) : Buffer.from(base64, 'base64');
}

function messageOf(folder: string, name: string): [Message, DecodeContext] {
  const { input, body } = inputOf(folder, name);
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
