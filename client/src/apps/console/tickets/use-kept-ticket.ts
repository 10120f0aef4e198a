// The ticket one looks at. Beside the list it is the row one stands on: what leaves the list gives its place to the next. Alone
// on a phone it stays the same one, also when a step takes it out of the list: nobody may close another's ticket by accident.
import type { DeskTicket, DeskTicketStory } from '@ioc/contracts/api/ticket-desk';
import { useState } from 'react';
import { useResource } from '../../../api/resource.ts';
import type { Pane } from '../../../desk-kit/use-pane.ts';
import type { Standing } from '../alerts/use-standing.ts';
import { storyPath } from './use-guarded.ts';

const REFRESH_MS = 15_000;

export interface KeptTicket extends Standing<DeskTicket> {
  /** Opens the one at this place. */
  readonly open: (at: number) => void;
}

export function useKeptTicket(
  rows: readonly DeskTicket[],
  { at, row, go }: Standing<DeskTicket>,
  pane: Pane,
): KeptTicket {
  const [kept, setKept] = useState<DeskTicket | null>(null);
  const listed = rows.find(({ key }) => key === kept?.key);
  const gone = pane.isAlone && kept && !listed ? kept : null;
  const { value: story } = useResource<DeskTicketStory>(gone && storyPath(gone), REFRESH_MS);
  const stand = (to: number) => {
    go(to);
    setKept(rows[Math.max(0, Math.min(rows.length - 1, to))] ?? null);
  };
  return {
    at,
    row: pane.isAlone && kept ? (listed ?? story ?? kept) : row,
    go: stand,
    open: (to) => {
      stand(to);
      pane.open();
    },
  };
}
