// The desk of alerts. The queue is the live channel, so it moves with the write that made it; what one stands on stays where
// it is on the glass, and everything can be done by keyboard alone.
import type { AlertRow } from '@ioc/contracts/stream/channels';
import { useRef, useState, type ComponentProps } from 'react';
import { worksAlerts } from '../../../api/rights.ts';
import { useSite } from '../../../api/site.tsx';
import { KeysDialog } from '../../../desk-kit/KeysDialog.tsx';
import { useNotices } from '../../../desk-kit/notices.tsx';
import { usePane } from '../../../desk-kit/use-pane.ts';
import { useAlertText } from '../../../i18n/alert-text.ts';
import { useHub, useLiveness, useStream } from '../../../stream/use-hub.tsx';
import { Note } from '../../../ui/Note.tsx';
import { AlertAnnouncer } from './AlertAnnouncer.tsx';
import { AlertPane, type ActWord } from './AlertPane.tsx';
import { keyRows, useAlertKeys, type Command, type KeyMeaning } from './alert-keys.ts';
import { useAlertSound } from './alert-sound.ts';
import { NO_QUEUE_FILTER, queueOf, type QueueFilter } from './queue.ts';
import { QueueBar } from './QueueBar.tsx';
import { QueueRows } from './QueueRows.tsx';
import { QueueState } from './QueueState.tsx';
import { RulesDialog } from './RulesDialog.tsx';
import { StepDialog, type AskingStep } from './StepDialog.tsx';
import { useCalling } from './use-calling.ts';
import { useStanding } from './use-standing.ts';
import { useNames, type Names } from './use-names.ts';
import { useSteps } from './use-steps.ts';
import '../../../desk-kit/desk.css';
import './alerts.css';

function unitsOf(rows: Iterable<AlertRow>, names: Names): readonly (readonly [string, string])[] {
  const ids = new Set([...rows].flatMap(({ unitId }) => unitId ?? []));
  const collator = new Intl.Collator('vi');
  return [...ids]
    .map((id) => [id, names.unit(id)] as const)
    .toSorted(([, a], [, b]) => collator.compare(a, b));
}

interface QueueProps extends ComponentProps<typeof QueueRows> {
  readonly filter: QueueFilter;
  readonly isSynced: boolean;
}

function Queue({ filter, isSynced, ...shown }: QueueProps) {
  const hub = useHub();
  if (shown.rows.length > 0) return <QueueRows {...shown} />;
  return <QueueState isRefused={hub.isRefused('alerts')} isSynced={isSynced} filter={filter} />;
}

interface HelpProps {
  readonly about: 'keys' | 'rules';
  readonly mayTry: boolean;
  readonly onClose: () => void;
}

function HelpDialog({ about, mayTry, onClose }: HelpProps) {
  const text = useAlertText();
  return about === 'keys' ? (
    <KeysDialog title={text.keysTitle} rows={keyRows(text.keys)} onClose={onClose} />
  ) : (
    <RulesDialog mayTry={mayTry} onClose={onClose} />
  );
}

export function AlertsTab() {
  const text = useAlertText();
  const { self } = useSite();
  const { nowMs, freshness } = useLiveness();
  const stream = useStream('alerts');
  const names = useNames();
  const notices = useNotices();
  const steps = useSteps(notices);
  const calling = useCalling(stream);
  const sound = useAlertSound(calling);
  const [filter, setFilter] = useState(NO_QUEUE_FILTER);
  const pane = usePane();
  const [asking, setAsking] = useState<{ readonly step: AskingStep; readonly row: AlertRow } | null>(null);
  const [helping, setHelping] = useState<HelpProps['about'] | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const { rows, counts } = queueOf(stream.rows.values(), filter, self?.id ?? '');
  const { at, row, go } = useStanding(rows);
  const works = self !== null && worksAlerts(self);
  const act = (word: ActWord) => {
    if (!row || !works) return;
    if (word === 'ack') void steps.take(row, 'ack');
    else if (word === 'shelve' && row.shelvedUntil !== null) void steps.take(row, 'unshelve');
    else setAsking({ step: word, row });
  };
  const leave = () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    pane.close();
  };
  const run: Readonly<Record<Command, () => void>> = {
    next: () => go(at + 1),
    previous: () => go(at - 1),
    first: () => go(0),
    last: () => go(rows.length - 1),
    open: pane.open,
    leave,
    ack: () => act('ack'),
    close: () => act('close'),
    shelve: () => act('shelve'),
    assign: () => act('assign'),
    comment: () => act('comment'),
    undo: steps.undoLast,
    search: () => searchField.current?.focus(),
    mine: () => setFilter({ ...filter, mine: !filter.mine }),
    sound: sound.toggle,
    rules: () => setHelping('rules'),
    help: () => setHelping('keys'),
  };
  useAlertKeys((meaning: NonNullable<KeyMeaning>) => {
    if ('view' in meaning) setFilter({ ...filter, view: meaning.view });
    else run[meaning.command]();
  });
  const takeAsked = async (body: Readonly<Record<string, unknown>>) => {
    if (!asking) return;
    // The revision of now: what came in while one wrote is on the glass beside the dialog.
    const now = stream.rows.get(asking.row.key) ?? asking.row;
    if (await steps.take(now, asking.step, body)) setAsking(null);
  };
  return (
    <div
      className="split desk alert-desk"
      data-open={pane.isOpen && row !== undefined}
      data-stale={!freshness.fresh}
    >
      <div className="list">
        <QueueBar
          filter={filter}
          counts={counts}
          units={unitsOf(stream.rows.values(), names)}
          sound={sound}
          searchField={searchField}
          onChange={setFilter}
          onHelp={() => setHelping('keys')}
          onRules={() => setHelping('rules')}
        />
        {names.brokenFiles.length > 0 && (
          <Note tone="warn" title={text.rulesBroken(names.brokenFiles.join(', '))} />
        )}
        <Queue
          rows={rows}
          at={at}
          names={names}
          nowMs={nowMs}
          filter={filter}
          isSynced={stream.synced}
          onPick={(picked) => {
            go(rows.indexOf(picked));
            pane.open();
          }}
        />
        <p className="keys">{text.keysHint}</p>
      </div>
      {row ? (
        <AlertPane
          key={row.key}
          row={row}
          names={names}
          busy={steps.busy}
          onAct={works ? act : null}
          onBack={pane.close}
        />
      ) : (
        <aside className="details details-none" />
      )}
      {asking && (
        <StepDialog
          step={asking.step}
          row={asking.row}
          names={names}
          busy={steps.busy}
          onTake={(body) => void takeAsked(body)}
          onClose={() => setAsking(null)}
        />
      )}
      {helping && <HelpDialog about={helping} mayTry={works} onClose={() => setHelping(null)} />}
      <AlertAnnouncer calling={calling} waiting={counts.waiting} />
      {notices.place}
    </div>
  );
}
