// Steps of whoever works the desk: each names the revision that was looked at, says what it did, and can be taken back by u.
import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { useRef } from 'react';
import { askJson } from '../../../api/request.ts';
import type { Notices } from '../../../desk-kit/notices.tsx';
import { localName, useLanguage } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import type { TicketDictionary } from '../../../i18n/ticket-vi.ts';
import { storyPath, type Guarded } from './use-guarded.ts';

export type StepWord = keyof TicketDictionary['did'];
/** A note stands; a merge is taken back by a step of its own. */
const UNDOABLE: ReadonlySet<StepWord> = new Set([
  'take',
  'give-back',
  'assign',
  'pause',
  'resume',
  'apology',
  'close',
  'state',
]);
const KEPT = 20;

export interface TicketSteps {
  readonly busy: boolean;
  /** True when it was taken. */
  readonly take: (
    ticket: DeskTicket,
    step: StepWord,
    body?: Readonly<Record<string, unknown>>,
  ) => Promise<boolean>;
  readonly undoLast: () => void;
}

export function useTicketSteps({ say }: Notices, { busy, guarded }: Guarded): TicketSteps {
  const text = useTicketText();
  const language = useLanguage();
  /** Newest last: the tickets as the steps left them. */
  const done = useRef<DeskTicket[]>([]);
  /** Revisions that one's own steps made. */
  const answered = useRef(new Map<string, number>());
  const send = (ticket: DeskTicket, step: StepWord, body: Readonly<Record<string, unknown>> = {}) =>
    guarded(ticket, async () => {
      const path = storyPath(ticket);
      // One's own last step may not have come back with the list yet.
      const revision = Math.max(ticket.revision, answered.current.get(ticket.key) ?? 0);
      const after =
        step === 'state'
          ? await askJson<DeskTicket>('PATCH', path, { ...body, revision })
          : await askJson<DeskTicket>('POST', `${path}/${step}`, { ...body, revision });
      answered.current.set(ticket.key, after.revision);
      return after;
    });
  const undo = async (ticket: DeskTicket) => {
    done.current = done.current.filter(({ key }) => key !== ticket.key);
    const after = await send(ticket, 'undo');
    if (after) say(text.did.undo(localName(language, after.title, after.titleEn)));
  };
  const take: TicketSteps['take'] = async (ticket, step, body) => {
    if (busy) return false;
    const after = await send(ticket, step, body);
    if (!after) return false;
    const words = text.did[step](localName(language, after.title, after.titleEn));
    if (step === 'merge') say(words, () => void take(after, 'unmerge'));
    else if (UNDOABLE.has(step)) {
      done.current = [...done.current.filter(({ key }) => key !== after.key), after].slice(-KEPT);
      say(words, () => void undo(after));
    } else say(words);
    return true;
  };
  return {
    busy,
    take,
    undoLast: () => {
      const last = done.current.at(-1);
      if (last) void undo(last);
      else say(text.nothingToUndo);
    },
  };
}
