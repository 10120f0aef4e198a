// The standard knows open and closed; servers tell more. A word that nobody mapped is refused: a ticket that is shown open
// for ever, or closed by mistake, misleads the desk. The options can add words.
import { Reject } from '../../wire/reject.ts';

const OPEN = [
  'open new submitted received pending unconfirmed confirmed acknowledged reviewed under_review triaged assigned',
  'accepted referred forwarded internal_referral in_progress in_process inprogress processing started investigating',
  'investigation_scheduled planned scheduled action_scheduled dispatched on_hold hold waiting deferred reopened',
  'da_tiep_nhan tiep_nhan moi da_phan_cong dang_xu_ly cho_xu_ly da_chuyen',
];
const CLOSED = [
  'closed fixed fixed_council fixed_user resolved complete completed done archived processed finished answered',
  'duplicate duplicated rejected invalid cancelled canceled withdrawn declined no_further_action no_action not_responsible',
  'not_councils_responsibility unable_to_fix not_possible hidden',
  'da_xu_ly hoan_thanh da_hoan_thanh da_dong tu_choi huy da_huy trung_lap da_tra_loi',
];

const wordsOf = (lines: readonly string[]): string[] => lines.join(' ').split(' ');

/** `In Progress`, `in-progress`, `Đang xử lý` as one word without marks. */
const reduced = (status: string): string =>
  status
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');

export interface StatusWords {
  readonly openWords: readonly string[];
  readonly closedWords: readonly string[];
}

export interface Standing {
  /** In the words of the server, reduced. */
  readonly word: string;
  readonly isClosed: boolean;
}

/** Throws Reject `schema` for a word nobody mapped. */
export type StatusReader = (status: string) => Standing;

export function statusReader({ openWords, closedWords }: StatusWords): StatusReader {
  const open = new Set([...wordsOf(OPEN), ...openWords.map(reduced)]);
  const closed = new Set([...wordsOf(CLOSED), ...closedWords.map(reduced)]);
  // What the options say comes first.
  for (const word of openWords.map(reduced)) closed.delete(word);
  for (const word of closedWords.map(reduced)) open.delete(word);
  return (status) => {
    const word = reduced(status);
    if (!word || (!open.has(word) && !closed.has(word)))
      throw new Reject(
        'schema',
        'status: a word that is neither among the open nor the closed ones of this source',
      );
    return { word: word.slice(0, 60), isClosed: closed.has(word) };
  };
}
