import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { KeysDialog } from '../../../desk-kit/KeysDialog.tsx';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import type { Act } from './acts.ts';
import { CloseDialog, PicturePick } from './CloseDialog.tsx';
import type { DeskFilter } from './desk-filter.ts';
import { DuplicatesDialog } from './DuplicatesDialog.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { StepDialog, type AskingStep } from './StepDialog.tsx';
import { TemplatesDialog } from './TemplatesDialog.tsx';
import { keyRows } from './ticket-keys.ts';
import type { DeskNames } from './use-desk-names.ts';
import type { TicketPicturing } from './use-ticket-pictures.ts';
import type { StepWord, TicketSteps } from './use-ticket-steps.ts';

export type Asking =
  { readonly what: Act; readonly ticket: DeskTicket } | { readonly what: 'keys' | 'templates' | 'export' };
type Body = Readonly<Record<string, unknown>>;

/** Which step a form leads to. */
const STEPS: Readonly<Record<Exclude<AskingStep, 'reveal'>, StepWord>> = {
  assign: 'assign',
  answer: 'notes',
  note: 'notes',
  pause: 'pause',
  apology: 'apology',
};

interface Props {
  readonly asking: Asking;
  /** The ticket as it stands now. */
  readonly now: DeskTicket | undefined;
  readonly filter: DeskFilter;
  readonly names: DeskNames;
  readonly steps: TicketSteps;
  readonly picturing: TicketPicturing;
  /** At the desk, not at the scene. */
  readonly works: boolean;
  readonly mayWrite: boolean;
  readonly onReveal: (ticket: DeskTicket, body: Body) => Promise<void>;
  readonly onExported: () => void;
  readonly onClose: () => void;
}

/** The one dialog that is open. It closes once what it asked for was done. */
export function DeskDialogs(props: Props) {
  const { asking, filter, names, works, mayWrite, onExported, onClose } = props;
  const text = useTicketText();
  if (asking.what === 'keys')
    return <KeysDialog title={text.keysTitle} rows={keyRows(text.keys, works)} onClose={onClose} />;
  if (asking.what === 'templates')
    return <TemplatesDialog names={names} mayWrite={mayWrite} onClose={onClose} />;
  if (asking.what === 'export')
    return (
      <ExportDialog
        filter={filter}
        onClose={onClose}
        onDone={() => {
          onExported();
          onClose();
        }}
      />
    );
  if (!('ticket' in asking)) return null;
  return <TicketDialog {...props} what={asking.what} ticket={props.now ?? asking.ticket} />;
}

function TicketDialog({
  what,
  ticket,
  names,
  steps,
  picturing,
  onReveal,
  onClose,
}: Props & { readonly what: Act; readonly ticket: DeskTicket }) {
  const text = useTicketText();
  const { busy } = steps;
  const take = async (step: StepWord, body: Body) => {
    if (await steps.take(ticket, step, body)) onClose();
  };
  /** One after the other: a phone's line is narrow, and the first that fails is said. */
  const addPictures = async (files: readonly File[], thenClose: boolean) => {
    for (const file of files) if (!(await picturing.addPicture(ticket, file))) return;
    if (thenClose) onClose();
  };
  switch (what) {
    case 'close':
      return (
        <CloseDialog
          ticket={ticket}
          busy={busy}
          onPictures={(files) => void addPictures(files, false)}
          onTake={(body) => void take('close', body)}
          onClose={onClose}
        />
      );
    case 'picture':
      return (
        <Dialog title={text.act.picture} onClose={onClose}>
          <PicturePick busy={busy} onPictures={(files) => void addPictures(files, true)} />
        </Dialog>
      );
    case 'duplicates':
      return (
        <DuplicatesDialog
          ticket={ticket}
          names={names}
          busy={busy}
          onMerge={({ source, id }) => void take('merge', { into: { source, id } })}
          onClose={onClose}
        />
      );
    case 'take':
    case 'start':
      return null;
    default:
      return (
        <StepDialog
          step={what}
          ticket={ticket}
          agencies={names.agencies}
          busy={busy}
          onTake={(body) => void (what === 'reveal' ? onReveal(ticket, body) : take(STEPS[what], body))}
          onClose={onClose}
        />
      );
  }
}
