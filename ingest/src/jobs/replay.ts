// Dead letters told again, after a mapping was mended: the bytes that were kept go the same way as on the first day,
// with the moment they came then, so that doing it twice stores nothing twice. A letter that is still bad is not stored
// and says why; nothing of a letter is stored when a part of it is bad.
import { z } from 'zod';
import type { ReplayResult } from '@ioc/contracts/api/sources';
import type { Connector, DecodeContext, FactDraft, Message } from '../connector.ts';
import type { Instance } from '../instances/instance.ts';
import type { Switchboard } from '../instances/switchboard.ts';
import type { Intake } from '../pipeline/intake.ts';
import type { DeadLetterStore, StoredLetter } from '../sink/dead-letter-store.ts';
import { syslogMessage } from '../transports/syslog.ts';
import { JobProblem } from './job.ts';
import type { JobWork } from './job.ts';
import { TrialSheet } from './trial-sheet.ts';
import type { SheetTools } from './trial-sheet.ts';

export interface ReplayTools extends SheetTools {
  readonly letters: DeadLetterStore;
  readonly instanceOf: (id: string) => Instance | undefined;
  readonly switchboard: Switchboard;
  readonly intake: Intake;
  readonly decodeContext: (source: string) => DecodeContext;
}

const requestSchema = z.object({
  /** These letters, or all open ones that fit. */
  ids: z
    .array(z.string().regex(/^\d{1,18}$/))
    .max(1_000)
    .optional(),
  source: z.string().max(100).optional(),
  reason: z.string().max(60).optional(),
  /** The instance that shall read them; else the one they came for. */
  as: z.string().max(100).optional(),
});

const SLICE = 50;
const MAX_LETTERS = 5_000;
const DRAFT_CONNECTOR_NEEDED = 'the source it came for does not run: choose one that does';

export const replayWork =
  (tools: ReplayTools): JobWork =>
  async (job, { progress }): Promise<ReplayResult> => {
    const { as, ...wanted } = requestSchema.parse(job.request);
    const target = as === undefined ? undefined : tools.instanceOf(as);
    if (as !== undefined && !target) throw new JobProblem(`the source ${as} does not run`);
    const ids = await tools.letters.find(wanted, MAX_LETTERS);
    let stored = 0;
    for (let at = 0; at < ids.length; at += SLICE) {
      await progress(at, ids.length);
      const letters = await tools.letters.read(ids.slice(at, at + SLICE));
      const outcomes = [];
      for (const letter of letters)
        outcomes.push({ id: letter.id, problem: await tellAgain(letter, target, tools) });
      await tools.letters.noteReplays(outcomes, job.createdBy);
      stored += outcomes.filter(({ problem }) => problem === null).length;
    }
    return { letters: ids.length, stored, stillBad: ids.length - stored };
  };

/** Null when it is stored now; else why not. */
async function tellAgain(
  letter: StoredLetter,
  target: Instance | undefined,
  tools: ReplayTools,
): Promise<string | null> {
  if (letter.rawBytes > letter.raw.length)
    return 'only its beginning was kept: ask the source to send it again';
  const bodies = letter.form === 'part' ? [letter.raw, listOf(letter.raw)] : [letter.raw];
  let problem = DRAFT_CONNECTOR_NEEDED;
  for (const body of bodies) {
    const way = wayOf({ ...letter, raw: body }, target, tools);
    if (!way) return DRAFT_CONNECTOR_NEEDED;
    const connector = letter.form === 'draft' ? tellingDrafts(way.connector) : way.connector;
    const sheet = new TrialSheet(connector, tools);
    sheet.take(way.message, tools.decodeContext(connector.source.id));
    const { rejects, problems } = sheet.result();
    if (rejects === 0) {
      await tools.intake.accept({ connector, messages: [way.message] });
      return null;
    }
    problem = problems[0]?.detail ?? problem;
  }
  return problem;
}

const listOf = (part: Buffer): Buffer => Buffer.concat([Buffer.from('['), part, Buffer.from(']')]);

function wayOf(
  letter: StoredLetter,
  target: Instance | undefined,
  { instanceOf, switchboard }: ReplayTools,
): { connector: Connector; message: Message } | null {
  const instance = target ?? instanceOf(letter.source);
  const door = letter.source === 'mqtt' || letter.source === 'syslog' ? letter.source : null;
  const message = messageOf(letter, instance?.transport ?? door);
  if (instance) return { connector: instance.connector, message };
  return door ? { connector: switchboard.route(door, message), message } : null;
}

function messageOf({ address, raw, receivedAt }: StoredLetter, transport: string | null): Message {
  const at = address ?? '';
  if (transport === 'syslog') return syslogMessage(raw, at.replace(/^syslog:/, ''), receivedAt);
  return { address: at, payload: raw, body: raw, receivedAt };
}

/** What was decoded well and refused later: a draft of a fact as JSON. */
const tellingDrafts = (connector: Connector): Connector => ({
  ...connector,
  decode: ({ body }) => ({ facts: [JSON.parse(body.toString('utf8')) as FactDraft] }),
});
