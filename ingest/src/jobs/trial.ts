// The test button: what an instance would bring, decoded and placed but stored nowhere. A source that is asked is asked
// once; of a file the last lines are read; at a door the next messages are looked at while they go their usual way.
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { TRANSPORTS } from '@ioc/contracts/source';
import type { TrialResult } from '@ioc/contracts/api/sources';
import type { ConnectorKind, DecodeContext, Message, PollRequest } from '../connector.ts';
import { instanceOf, InstanceProblem } from '../instances/instance.ts';
import type { Instance, OpenSecret, SealedSecret } from '../instances/instance.ts';
import type { Switchboard } from '../instances/switchboard.ts';
import { fileDoorSchema, pollDoorSchema } from '../transports/door-options.ts';
import type { AllowList } from '../transports/allow-list.ts';
import { askOnce } from '../transports/http-poll.ts';
import { FetchError } from '../transports/pinned-http.ts';
import { polledFileReader } from '../uploads/polled-file.ts';
import { TrialSheet } from './trial-sheet.ts';
import type { SheetTools } from './trial-sheet.ts';
import { JobProblem } from './job.ts';
import type { Job, JobContext, JobWork } from './job.ts';

export interface TrialTools extends SheetTools {
  readonly connectors: readonly ConnectorKind[];
  readonly openSecret: OpenSecret;
  /** Of the instance that is edited: secrets that the form left as they are. */
  readonly secretsOf: (source: string) => Promise<readonly SealedSecret[]>;
  readonly switchboard: Switchboard;
  readonly allow: AllowList;
  readonly refusalOf: (instance: Instance) => Promise<string | null>;
  readonly decodeContext: (source: string) => DecodeContext;
  readonly listenMs?: number;
}

const requestSchema = z.object({
  id: z.string(),
  connector: z.string(),
  transport: z.enum(TRANSPORTS),
  name: z.string(),
  nameEn: z.string(),
  cadenceMs: z.number().nullable(),
  door: z.unknown(),
  options: z.unknown(),
  /** By name, base64. */
  secrets: z.record(z.string(), z.string()).default({}),
});

const LISTEN_MS = 30_000;
const MESSAGES = 10;
const FILE_TAIL_BYTES = 64 * 1024;

export const trialWork =
  (tools: TrialTools): JobWork =>
  async (job, context): Promise<TrialResult> => {
    const instance = await draftOf(job, tools);
    const refusal = await tools.refusalOf(instance);
    if (refusal) throw new JobProblem(refusal);
    const sheet = new TrialSheet(instance.connector, tools);
    switch (instance.transport) {
      case 'poll':
        await askSource(instance, sheet, tools, context);
        break;
      case 'file':
        await readEnd(instance, sheet, tools);
        break;
      case 'upload':
        throw new JobProblem('an upload shows a preview before anything is stored: send the file');
      default:
        await listen(instance, instance.transport, sheet, tools, context);
    }
    return sheet.result();
  };

async function draftOf(
  { request }: Job,
  { connectors, openSecret, secretsOf }: TrialTools,
): Promise<Instance> {
  const draft = requestSchema.parse(request);
  const given = Object.entries(draft.secrets).map(([name, text]) => ({
    name,
    sealed: Buffer.from(text, 'base64'),
  }));
  const kept = (await secretsOf(draft.id)).filter(({ name }) => !(name in draft.secrets));
  try {
    const row = { ...draft, enabled: true, problem: null, revision: '', secrets: [...kept, ...given] };
    return instanceOf(row, connectors, openSecret);
  } catch (error) {
    throw error instanceof InstanceProblem ? new JobProblem(error.message) : error;
  }
}

async function askSource(
  instance: Instance,
  sheet: TrialSheet,
  { allow, connectors, decodeContext }: TrialTools,
  { signal }: JobContext,
): Promise<void> {
  const { url } = pollDoorSchema.parse(instance.door);
  const request: PollRequest = instance.connector.plan(null, new Date(), new URL(url));
  const { authorization } = instance.secrets;
  try {
    // As the poller will ask.
    const { message, responseHeaders } = await askOnce(request, { allow, authorization });
    const file = await polledFileReader(instance, connectors)({ message, request, responseHeaders }, signal);
    sheet.take(message, { ...decodeContext(instance.id), request, responseHeaders }, file?.decode);
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    throw new JobProblem(`the source did not answer as agreed: ${error.message}`);
  }
}

async function readEnd(instance: Instance, sheet: TrialSheet, { decodeContext }: TrialTools): Promise<void> {
  const { path } = fileDoorSchema.parse(instance.door);
  const lines = await lastLines(path);
  for (const line of lines.slice(-MESSAGES)) sheet.take(messageOf(path, line), decodeContext(instance.id));
}

async function lastLines(path: string): Promise<Buffer[]> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const start = Math.max(0, size - FILE_TAIL_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(FILE_TAIL_BYTES), 0, FILE_TAIL_BYTES, start);
      const lines = buffer.subarray(0, bytesRead).toString('latin1').split('\n');
      // The first may be half a line, the last is what follows the last newline.
      return lines.slice(start > 0 ? 1 : 0, -1).map((line) => Buffer.from(line, 'latin1'));
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new JobProblem(`the file cannot be read (${code})`);
  }
}

const messageOf = (address: string, line: Buffer): Message => ({
  address,
  payload: line,
  body: line,
  receivedAt: new Date().toISOString(),
});

async function listen(
  { id, connector }: Instance,
  transport: 'mqtt' | 'syslog' | 'webhook',
  sheet: TrialSheet,
  { switchboard, decodeContext, listenMs = LISTEN_MS }: TrialTools,
  { progress, signal }: JobContext,
): Promise<void> {
  const enough = new AbortController();
  const untap = switchboard.tap({
    transport,
    accepts: (message) =>
      transport === 'webhook' ? message.address === `hooks/${id}` : connector.accepts(message),
    take: (message) => {
      if (sheet.messages >= MESSAGES) return;
      sheet.take(message, decodeContext(id));
      if (sheet.messages === MESSAGES) enough.abort();
    },
  });
  try {
    const endMs = performance.now() + listenMs;
    for (let leftMs = listenMs; leftMs > 0; leftMs = endMs - performance.now()) {
      if (enough.signal.aborted || signal.aborted) return;
      await progress(sheet.messages, MESSAGES);
      const ending = AbortSignal.any([enough.signal, signal, AbortSignal.timeout(Math.min(1_000, leftMs))]);
      if (!ending.aborted)
        await new Promise((resolve) => ending.addEventListener('abort', resolve, { once: true }));
    }
  } finally {
    untap();
  }
}
