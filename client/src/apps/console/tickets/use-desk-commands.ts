// What each command does on the desk: by key, by button, the same.
import type { Self } from '@ioc/contracts/access';
import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import type { RefObject } from 'react';
import { worksAlerts } from '../../../api/rights.ts';
import type { Pane } from '../../../desk-kit/use-pane.ts';
import { ACTS, mayAct, type Act } from './acts.ts';
import type { Asking } from './DeskDialogs.tsx';
import type { TicketView } from './desk-filter.ts';
import { useTicketKeys, type Command } from './ticket-keys.ts';
import type { KeptTicket } from './use-kept-ticket.ts';
import type { TicketSteps } from './use-ticket-steps.ts';

interface Parts {
  readonly self: Self | null;
  readonly standing: KeptTicket;
  readonly count: number;
  readonly steps: TicketSteps;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly onAsk: (asking: Asking) => void;
  readonly pane: Pane;
  readonly onView: (view: TicketView) => void;
}

export interface DeskCommands {
  readonly act: (word: Act) => void;
  readonly run: Readonly<Record<Command, () => void>>;
}

export function useDeskCommands(parts: Parts): DeskCommands {
  const { self, standing, count, steps, searchField, onAsk, pane, onView } = parts;
  const { at, row: ticket, go } = standing;
  const act = (word: Act) => {
    if (ticket && self && mayAct(word, ticket, self)) takeOrAsk(word, ticket, self, parts);
  };
  const leave = () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    pane.close();
  };
  const acts = Object.fromEntries(ACTS.map((word) => [word, () => act(word)])) as Record<Act, () => void>;
  const run: DeskCommands['run'] = {
    ...acts,
    next: () => go(at + 1),
    previous: () => go(at - 1),
    first: () => go(0),
    last: () => go(count - 1),
    open: () => standing.open(at),
    leave,
    undo: steps.undoLast,
    search: () => searchField.current?.focus(),
    templates: () => onAsk({ what: 'templates' }),
    export: () => {
      if (self && worksAlerts(self)) onAsk({ what: 'export' });
    },
    help: () => onAsk({ what: 'keys' }),
  };
  useTicketKeys((meaning) => {
    if ('view' in meaning) onView(meaning.view);
    else run[meaning.command]();
  });
  return { act, run };
}

/** What needs no words is taken at once. */
function takeOrAsk(word: Act, ticket: DeskTicket, self: Self, { steps, onAsk }: Parts): void {
  if (word === 'take') void steps.take(ticket, ticket.holder?.id === self.id ? 'give-back' : 'take');
  else if (word === 'start') void steps.take(ticket, 'state', { state: 'in-progress' });
  else if (word === 'pause' && ticket.pause !== null) void steps.take(ticket, 'resume');
  else if (word === 'duplicates' && ticket.into !== null) void steps.take(ticket, 'unmerge');
  else onAsk({ what: word, ticket });
}
