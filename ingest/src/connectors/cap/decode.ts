// Documents, bundles and feeds of CAP in, one item per hazard out: its Alert, every Update and the Cancel are words of one
// item, whose id is the identifier of the first message, as far as the references and what was seen before tell it.
import type { DecodeContext, Decoded, FactDraft, Message, PartReject } from '../../connector.ts';
import { readFeed } from '../../wire/feed.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { plainText } from '../../wire/plain-text.ts';
import { markOf, tagsOf } from '../../wire/poll-memory.ts';
import { Reject } from '../../wire/reject.ts';
import { charsetOf } from '../../wire/xml-encoding.ts';
import { parseXml } from '../../wire/xml.ts';
import type { XmlElement } from '../../wire/xml.ts';
import { alertOf, excerptOf } from './alert.ts';
import type { CapAlert } from './alert.ts';
import { expiryOf, wordOf } from './item.ts';
import type { AlertState, ItemOptions } from './item.ts';
import { ItemsOfAlerts, nothingRemembered } from './memory.ts';
import type { CapMemory } from './memory.ts';

export interface CapOptions extends ItemOptions {
  /** Zone of stamps that carry none. */
  readonly zone: string;
  /** Drills are shown, marked. */
  readonly exercises: boolean;
}

const MAX_ALERTS = 1_000;
const MAX_ID = 200;

export function decodeCap(message: Message, context: DecodeContext, options: CapOptions): Decoded {
  const charset = charsetOf(context.responseHeaders?.['content-type']);
  const root = parseXml(message.body, { charset });
  const memory = context.request?.state as CapMemory | undefined;
  const { alerts, rejects } = readAlerts(root, message.address, options.zone);
  const items = new ItemsOfAlerts(memory ?? nothingRemembered);
  const wanted = alerts.filter((alert) => isWanted(alert, options));
  const replaced = new Set(
    wanted.flatMap(({ references }) => references.map(({ identifier }) => identifier)),
  );
  const words = wanted
    .toSorted((a, b) => Date.parse(a.sentAt) - Date.parse(b.sentAt))
    .flatMap((alert) => {
      const isReplaced = replaced.has(alert.identifier) || items.isReplaced(alert.identifier);
      return wordsOf(alert, items, isReplaced ? 'active' : stateOf(alert, message.receivedAt), options);
    });
  const unwanted = alerts.filter((alert) => !isWanted(alert, options));
  if (!memory) return { facts: words, rejects, dropped: unwanted.length };
  const marks = words.map(({ id, wordKey }) => markOf(id, wordKey));
  const badMarks = rejects.map(({ raw }) => markOf('', raw));
  const unwantedMarks = unwanted.map(({ identifier, sentAt }) => markOf(identifier, sentAt));
  const seen = new Set(memory.seen);
  const isNew = (mark: string | undefined) => !seen.has(mark ?? '');
  return {
    facts: words.filter((_, at) => isNew(marks[at])),
    rejects: rejects.filter((_, at) => isNew(badMarks[at])),
    dropped: unwantedMarks.filter(isNew).length,
    cursor: {
      ...tagsOf(context.responseHeaders, false),
      seen: [...marks, ...badMarks, ...unwantedMarks].slice(0, 2_000),
      items: items.toMemory(),
      nextExpiryAt: nextExpiry(words),
    } satisfies CapMemory,
  };
}

interface Read {
  readonly alerts: readonly CapAlert[];
  readonly rejects: readonly PartReject[];
}

/** Whole alerts wherever they stand (alone, in a bundle, in the content of entries), else what the entries tell. */
function readAlerts(root: XmlElement, address: string, zone: string): Read {
  const whole = root.name === 'alert' ? [root] : alertsIn(root);
  if (whole.length || root.name === 'alerts') return each(whole, (element) => alertOf(element, zone));
  const excerpts = each(readFeed(root).entries, (entry) => excerptOf(entry, address, zone));
  return { ...excerpts, alerts: joined(excerpts.alerts) };
}

function alertsIn(element: XmlElement, found: XmlElement[] = []): XmlElement[] {
  const isAlert = element.name === 'alert' && element.children.some(({ name }) => name === 'identifier');
  if (isAlert && found.length < MAX_ALERTS) found.push(element);
  else for (const child of element.children) alertsIn(child, found);
  return found;
}

function each(elements: readonly XmlElement[], read: (element: XmlElement) => CapAlert): Read {
  const alerts: CapAlert[] = [];
  const rejects: PartReject[] = [];
  for (const element of elements) {
    try {
      alerts.push(read(element));
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
      rejects.push({ reject: error, raw: element.source });
    }
  }
  return { alerts, rejects };
}

/** Some feeds have an entry per area, all of one alert. */
function joined(alerts: readonly CapAlert[]): CapAlert[] {
  const byMessage = new Map<string, CapAlert>();
  for (const alert of alerts) {
    const key = JSON.stringify([alert.identifier, alert.sentAt, alert.msgType, alert.status]);
    const known = byMessage.get(key);
    byMessage.set(key, known ? { ...known, infos: [...known.infos, ...alert.infos].slice(0, 200) } : alert);
  }
  return [...byMessage.values()];
}

const TYPES = new Set(['Alert', 'Update', 'Cancel']);

/** Tests, drafts, system messages, acknowledgements and errors are dropped by rule, drills unless they are wanted. */
function isWanted({ status, msgType }: CapAlert, { exercises }: CapOptions): boolean {
  return TYPES.has(msgType) && (status === 'Actual' || (exercises && status === 'Exercise'));
}

function wordsOf(alert: CapAlert, items: ItemsOfAlerts, state: AlertState, options: CapOptions): FactDraft[] {
  const others = earlierItems(alert, items);
  const id = others.shift() ?? items.of(alert.identifier) ?? shortId(alert.identifier);
  items.note(alert.identifier, id);
  for (const { identifier } of alert.references) items.note(identifier, items.of(identifier) ?? id, true);
  // A message that takes back or replaces several ends the others.
  const otherState = alert.msgType === 'Cancel' ? 'cancelled' : 'superseded';
  return [
    wordOf(alert, id, state, options),
    ...others.map((other) => wordOf(alert, other, otherState, options)),
  ];
}

/** The items of the alerts that this one refers to, that of the earliest first; unknown ones are the earliest's. */
function earlierItems({ references }: CapAlert, items: ItemsOfAlerts): string[] {
  const [first] = references;
  if (!first) return [];
  const known = references.flatMap(({ identifier }) => items.of(identifier) ?? []);
  return [...new Set([items.of(first.identifier) ?? known[0] ?? shortId(first.identifier), ...known])];
}

function stateOf(alert: CapAlert, receivedAt: string): AlertState {
  if (alert.msgType === 'Cancel') return 'cancelled';
  const expiresAt = expiryOf(alert);
  return expiresAt && Date.parse(expiresAt) <= Date.parse(receivedAt) ? 'expired' : 'active';
}

const shortId = (identifier: string): string => {
  const plain = plainText(identifier, MAX_ID + 1);
  return plain && plain.length <= MAX_ID ? plain : fingerprint([identifier]);
};

function nextExpiry(words: readonly FactDraft[]): string | null {
  const ends = words.flatMap(({ state, data }) =>
    state === 'active' ? ((data['expiresAt'] as string | null) ?? []) : [],
  );
  return ends.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}
