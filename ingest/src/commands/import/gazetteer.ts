// The country's units and what became of them, for the resolver alone. Files of both kinds may come together; a file is
// of links when its rows say from where. Ids are taken as they are: `<code>@<first day>`.
import { storedPlaceName } from '@ioc/contracts/place-name';
import { UNIT_KINDS } from '@ioc/contracts/unit';
import { day, number, requiredText, text } from './columns.ts';
import type { Cells } from './columns.ts';
import { LINEAGE_KINDS } from './rows.ts';

export interface GazetteerUnitRow {
  readonly id: string;
  readonly code: string | null;
  readonly word: string;
  readonly name: string;
  readonly folded: string;
  readonly kind: string;
  readonly parentId: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface GazetteerLinkRow {
  readonly fromId: string;
  readonly toId: string;
  readonly kind: string;
  readonly share: number | null;
  readonly decree: string;
  readonly effective: string;
}

export const isOfLinks = (row: Cells | undefined): boolean => row !== undefined && 'from_id' in row;

export function gazetteerUnitOf(cells: Cells): GazetteerUnitRow {
  const name = requiredText(cells, 'name');
  return {
    id: requiredText(cells, 'id'),
    code: text(cells, 'code'),
    word: text(cells, 'word') ?? '',
    name,
    folded: storedPlaceName(name),
    kind: oneOf(UNIT_KINDS, requiredText(cells, 'kind')),
    parentId: text(cells, 'parent_id'),
    validFrom: requiredDay(cells, 'valid_from'),
    validTo: day(cells, 'valid_to'),
  };
}

export function gazetteerLinkOf(cells: Cells): GazetteerLinkRow {
  const share = number(cells, [0, 1], 'share');
  if (share === 0) throw new Error('share is more than 0, or empty when it is not known');
  return {
    fromId: requiredText(cells, 'from_id'),
    toId: requiredText(cells, 'to_id'),
    kind: oneOf(LINEAGE_KINDS, requiredText(cells, 'kind')),
    share,
    decree: text(cells, 'decree') ?? '',
    effective: requiredDay(cells, 'effective'),
  };
}

function requiredDay(cells: Cells, name: string): string {
  const value = day(cells, name);
  if (value === null) throw new Error(`${name} is missing`);
  return value;
}

function oneOf(words: readonly string[], word: string): string {
  if (!words.includes(word)) throw new Error(`kind is one of ${words.join(', ')}`);
  return word;
}
