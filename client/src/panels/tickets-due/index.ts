import { definePanel } from '../../panel-kit/define-panel.tsx';
import { ticketsDueSamples } from './samples.ts';
import { selectTicketsDue } from './select.ts';
import { TicketsDueView } from './View.tsx';

export const ticketsDue = definePanel({
  id: 'tickets-due',
  title: (text) => text.panels.ticketsDue.title,
  note: (text) => text.panels.ticketsDue.note,
  emptyText: (text) => text.panels.ticketsDue.empty,
  channels: ['tickets'],
  resources: ['units'],
  everyMs: 1000,
  select: selectTicketsDue,
  isEmpty: ({ open, closedToday }) => open + closedToday === 0,
  View: TicketsDueView,
  samples: ticketsDueSamples,
});
