// One thing at a time, with what went wrong said in words, and everything that shows the ticket read again afterwards.
import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { useState } from 'react';
import { ApiError } from '../../../api/request.ts';
import { readAgain } from '../../../api/resource.ts';
import type { Notices } from '../../../desk-kit/notices.tsx';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import type { TicketDictionary } from '../../../i18n/ticket-vi.ts';

export const storyPath = ({ source, id }: Pick<DeskTicket, 'source' | 'id'>): string =>
  `/api/v1/tickets/${encodeURIComponent(source)}/${encodeURIComponent(id)}`;

export function failureWords(error: unknown, text: TicketDictionary): string {
  const { failing } = text;
  if (!(error instanceof ApiError)) return failing.other;
  const detail = error.problem?.detail ?? '';
  const by = error.problem?.issues?.find(({ path }) => path === 'revision')?.message;
  switch (error.status) {
    case 404:
      return failing.gone;
    case 403:
      return failing.forbidden;
    case 413:
      return failing.large;
    case 415:
      return failing.photo;
    case 0:
    case 503:
      return detail.includes('photos') ? failing.busy : failing.away;
    case 409:
      return text.reasons[detail] ?? (by === undefined ? failing.stale : failing.staleBy(by));
    default:
      return failing.other;
  }
}

export interface Guarded {
  readonly busy: boolean;
  /** Null: it failed, and the words were said. */
  readonly guarded: <T>(ticket: DeskTicket, run: () => Promise<T>) => Promise<T | null>;
}

export function useGuarded({ say }: Notices, reload: () => void): Guarded {
  const text = useTicketText();
  const [busy, setBusy] = useState(false);
  const guarded: Guarded['guarded'] = async <T>(
    ticket: DeskTicket,
    run: () => Promise<T>,
  ): Promise<T | null> => {
    setBusy(true);
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof ApiError)) console.error(error);
      say(failureWords(error, text));
      return null;
    } finally {
      setBusy(false);
      readAgain(storyPath(ticket));
      reload();
    }
  };
  return { busy, guarded };
}
