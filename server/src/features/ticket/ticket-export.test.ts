import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import type { UnitDirectory } from '../../registry/unit-directory.ts';
import { EVERY_TICKET } from '../../testing/every-ticket.ts';
import type { DeskListRepository } from './desk-list.repository.ts';
import type { DeskStoryRepository } from './desk-story.repository.ts';
import { TicketExport } from './ticket-export.ts';

const AT = '2026-03-02T03:00:00Z';
const filter = { ...EVERY_TICKET, limit: 2 };
const ticket = (id: number): DeskTicket =>
  ({
    source: 'hotline',
    id: String(id),
    key: `hotline/${id}`,
    title: 'x',
    point: null,
    openedAt: AT,
    dueAt: null,
    closedAt: null,
  }) as DeskTicket;

/** A list of so many, and the limits it was asked with. */
function listOf(count: number) {
  const asked: number[] = [];
  const page: DeskListRepository['page'] = ({ after, limit }) => {
    asked.push(limit);
    const from = after === null ? 0 : Number(after[2]) + 1;
    const items = Array.from({ length: Math.min(limit, count - from) }, (_, at) => ticket(from + at));
    const last = items.at(-1);
    return Promise.resolve({
      items,
      last: last && items.length === limit ? ['', last.source, last.id] : null,
    });
  };
  const nowhere = { reference: () => null } as unknown as UnitDirectory;
  const rows = new TicketExport({ page } as DeskListRepository, {} as DeskStoryRepository, nowhere);
  return { asked, rows };
}

async function idsOf(rows: TicketExport, most: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of rows.pages(filter, false, most))
    ids.push(...page.map((row) => row[1] ?? row[0] ?? ''));
  return ids.slice(1);
}

it('asks page by page until there is no more', async () => {
  const { rows, asked } = listOf(5);
  expect(await idsOf(rows, 100)).toEqual(['0', '1', '2', '3', '4']);
  expect(asked).toEqual([2, 2, 2]);
});

it('asks for the next page only when the one before was taken', async () => {
  const { rows, asked } = listOf(5);
  const pages = rows.pages(filter, false);
  await pages.next();
  expect(asked).toEqual([]);
  await pages.next();
  expect(asked).toEqual([2]);
});

it('says in the file that it ends before the list does', async () => {
  const { rows } = listOf(5);
  expect(await idsOf(rows, 3)).toEqual(['0', '1', '2', expect.stringContaining('dừng ở 3 phiếu')]);
  expect(await idsOf(listOf(3).rows, 3)).toEqual(['0', '1', '2']);
  expect(await idsOf(listOf(4).rows, 4)).toEqual(['0', '1', '2', '3']);
});
