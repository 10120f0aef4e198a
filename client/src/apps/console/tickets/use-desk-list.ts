// The list of the desk: asked from the server, since it knows who holds what, and kept awake by the live channel, which says
// at once what changed. A channel that rings without end reads the list once in a while, not each time.
import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useOptionalArea } from '../../../api/area.tsx';
import { useList, type PagedList } from '../../../api/use-list.ts';
import { useStream } from '../../../stream/use-hub.tsx';
import { freshened, listPath, type DeskFilter } from './desk-filter.ts';
import { useSettled } from './use-settled.ts';

const NONE: readonly DeskTicket[] = [];
const TYPING_MS = 250;
const SETTLE_MS = 400;
/** However often the channel rings: many desks read the same database. A search reads far more of it, and waits longer. */
const APART_MS = 2_000;
/** What rings on no channel (somebody's note, a picture) is seen by then. */
const REFRESH_MS = 30_000;

export interface DeskList extends Omit<PagedList<DeskTicket>, 'items'> {
  readonly rows: readonly DeskTicket[];
  /** Something changed behind pages that are not read again by themselves: that would move them under the reader. */
  readonly hasNews: boolean;
}

export function useDeskList(filter: DeskFilter): DeskList {
  const scope = useOptionalArea()?.scope ?? 'province';
  const area = scope.startsWith('unit:') ? scope.slice('unit:'.length) : null;
  const text = useSettled(filter.text, TYPING_MS);
  const path = listPath({ ...filter, text }, area);
  const list = useList<DeskTicket>(path);
  const [continued, setContinued] = useState('');
  const { rows: live } = useStream('tickets');
  // A list that is not here yet is another empty one each time.
  const items = list.items.length === 0 ? NONE : list.items;
  const [read, setRead] = useState({ items, live });
  if (read.items !== items) setRead({ items, live });
  const isLong = continued === path;
  useReadAgain(live, isLong ? null : list.reload, text === '' ? APART_MS : REFRESH_MS);
  const rows = useMemo(() => items.map((ticket) => freshened(ticket, live.get(ticket.key))), [items, live]);
  return {
    ...list,
    rows,
    hasNews: isLong && read.live !== live,
    loadMore: () => {
      setContinued(path);
      list.loadMore();
    },
    reload: () => {
      setContinued('');
      list.reload();
    },
  };
}

/** A moment after the channel rang, and every half minute while somebody looks. */
function useReadAgain(live: unknown, reload: (() => void) | null, apartMs: number): void {
  const again = useRef(reload);
  const heard = useRef(live);
  const readMs = useRef(-apartMs);
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    again.current = reload;
  });
  useEffect(() => {
    if (heard.current === live) return;
    heard.current = live;
    const dueMs = Math.max(SETTLE_MS, readMs.current + apartMs - performance.now());
    waiting.current ??= setTimeout(() => {
      waiting.current = null;
      readMs.current = performance.now();
      again.current?.();
    }, dueMs);
  }, [live, apartMs]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) again.current?.();
    }, REFRESH_MS);
    return () => {
      clearInterval(timer);
      if (waiting.current !== null) clearTimeout(waiting.current);
      waiting.current = null;
    };
  }, []);
}
