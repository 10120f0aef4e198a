// Steps of the operator: each names the revision that was looked at, says what it did, and can be taken back by u.
import type { Alert } from '@ioc/contracts/alert';
import { useCallback, useRef, useState } from 'react';
import { ApiError, askJson } from '../../../api/request.ts';
import { readAgain } from '../../../api/resource.ts';
import type { Notices } from '../../../desk-kit/notices.tsx';
import { useAlertText } from '../../../i18n/alert-text.ts';
import type { AlertDictionary } from '../../../i18n/alert-vi.ts';
import { localName, useLanguage } from '../../../i18n/language.ts';

type StepWord = 'ack' | 'assign' | 'comment' | 'shelve' | 'unshelve' | 'close' | 'undo';
/** What a comment says stands: it is not taken back. */
const UNDOABLE: ReadonlySet<StepWord> = new Set(['ack', 'assign', 'shelve', 'unshelve', 'close']);
const KEPT = 20;

export const detailPath = (id: string): string => `/api/v1/alerts/${encodeURIComponent(id)}`;

function wordsOf(error: unknown, text: AlertDictionary): string {
  if (!(error instanceof ApiError)) return text.failed.other;
  if (error.status === 412) return text.failed.stale;
  if (error.status === 404) return text.failed.gone;
  if (error.status === 403) return text.failed.forbidden;
  if (error.status === 0 || error.status === 503) return text.failed.away;
  const detail = error.problem?.detail ?? '';
  return text.reasons[detail] ?? text.failed.other;
}

export interface Steps {
  readonly busy: boolean;
  /** True when it was taken. */
  readonly take: (alert: Alert, step: StepWord, body?: Readonly<Record<string, unknown>>) => Promise<boolean>;
  readonly undoLast: () => void;
}

export function useSteps({ say }: Notices): Steps {
  const text = useAlertText();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  /** Newest last: the alerts as the steps left them. */
  const done = useRef<Alert[]>([]);
  /** Revisions that one's own steps made. */
  const answered = useRef(new Map<string, number>());
  const send = useCallback(
    async (
      alert: Alert,
      step: StepWord,
      body: Readonly<Record<string, unknown>> = {},
    ): Promise<Alert | null> => {
      setBusy(true);
      try {
        const path = `${detailPath(alert.id)}/${step}`;
        // One's own last step may not have come back as a row yet.
        const revision = Math.max(alert.revision, answered.current.get(alert.id) ?? 0);
        const after = await askJson<Alert>('POST', path, { ...body, revision });
        answered.current.set(alert.id, after.revision);
        return after;
      } catch (error) {
        if (!(error instanceof ApiError)) console.error(error);
        say(wordsOf(error, text));
        return null;
      } finally {
        setBusy(false);
        readAgain(detailPath(alert.id));
      }
    },
    [say, text],
  );
  const undo = useCallback(
    async (alert: Alert) => {
      done.current = done.current.filter(({ id }) => id !== alert.id);
      const after = await send(alert, 'undo');
      if (after) say(text.did.undo(localName(language, after.title, after.titleEn)));
    },
    [send, say, text, language],
  );
  const take: Steps['take'] = async (alert, step, body) => {
    if (busy) return false;
    const after = await send(alert, step, body);
    if (!after) return false;
    const words = text.did[step](localName(language, after.title, after.titleEn));
    if (UNDOABLE.has(step)) {
      done.current = [...done.current.filter(({ id }) => id !== after.id), after].slice(-KEPT);
      say(words, () => void undo(after));
    } else say(words);
    return true;
  };
  const undoLast = () => {
    const last = done.current.at(-1);
    if (last) void undo(last);
    else say(text.nothingToUndo);
  };
  return { busy, take, undoLast };
}
