import { useMemo, useState } from 'preact/hooks';
import { newClientId } from '../draft/client-id.ts';
import { isEmpty } from '../draft/draft.ts';
import type { Draft } from '../draft/draft.ts';
import { newReport } from '../outbox/kept.ts';
import type { KeptReport } from '../outbox/kept.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { askToKeep } from '../outbox/this-phone.ts';
import type { Taken } from '../photo/take.ts';

/** The report on the desk: each change of it is kept on the phone at once. */
export interface Desk {
  readonly report: KeptReport;
  readonly isBlank: boolean;
  /** True when this visit began with what an earlier one left. */
  readonly restored: boolean;
  readonly change: (part: Partial<Draft>) => void;
  readonly add: (taken: Taken) => void;
  readonly drop: (fileId: string) => void;
  readonly send: () => void;
  readonly discard: () => Promise<void>;
}

const isBlankReport = ({ draft, files }: KeptReport) => isEmpty(draft) && files.length === 0;

/** `id` names a draft; null takes up the last one that was left, or begins a new one. */
export function useDesk(outbox: Outbox, id: string | null): Desk {
  const [freshId, setFreshId] = useState(newClientId);
  const [first] = useState(
    () => id ?? outbox.reports().find(({ stage }) => stage === 'draft')?.clientId ?? null,
  );
  const [foundFirst] = useState(() => first !== null && outbox.get(first) !== null);
  const clientId = id ?? (first !== null && outbox.get(first)?.stage === 'draft' ? first : freshId);
  const fresh = useMemo(() => newReport(clientId, Date.now()), [clientId]);
  const now = () => outbox.get(clientId) ?? fresh;
  const report = now();

  const write = (next: KeptReport, taken: readonly Taken[] = [], dropped: readonly string[] = []) => {
    if (next.stage === 'draft' && isBlankReport(next)) return void outbox.remove(clientId);
    const added = taken.map(({ file, blob }) => ({ id: file.id, blob }));
    void outbox.save({ ...next, changedAtMs: Date.now() }, added, dropped);
  };
  return {
    report,
    isBlank: isBlankReport(report),
    restored: foundFirst && clientId === first,
    change: (part) => write({ ...now(), draft: { ...now().draft, ...part } }),
    add: (taken) => {
      void askToKeep();
      write({ ...now(), files: [...now().files, taken.file] }, [taken]);
    },
    drop: (fileId) =>
      write({ ...now(), files: now().files.filter((file) => file.id !== fileId) }, [], [fileId]),
    send: () => {
      void askToKeep();
      const draft = { ...now().draft, sentAt: new Date().toISOString() };
      write({ ...now(), stage: 'queued', problem: null, draft });
      outbox.kick(true);
    },
    discard: async () => {
      await outbox.remove(clientId);
      setFreshId(newClientId());
    },
  };
}
