// The words of a message, as a province's office writes them: what the report was about and what became of it.
import { createHash } from 'node:crypto';

type Language = 'vi' | 'en';

export interface News {
  readonly kind: string;
  readonly language: Language;
  readonly service: { readonly vi: string; readonly en: string };
  readonly state: string;
}

const STATES: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  new: ['đã tiếp nhận', 'received'],
  accepted: ['đã xác minh, sẽ xử lý', 'checked and accepted'],
  assigned: ['đã chuyển cơ quan xử lý', 'passed to the agency in charge'],
  'in-progress': ['đang xử lý', 'being worked on'],
  paused: ['tạm dừng, chờ bổ sung', 'paused, waiting for what is missing'],
  apologised: ['xin lỗi và hẹn lại', 'apology with a new date'],
  reopened: ['đã mở lại', 'reopened'],
  resolved: ['đã xử lý xong', 'done'],
  closed: ['đã kết thúc', 'closed'],
  rejected: ['không thuộc phạm vi xử lý', 'not within our competence'],
  duplicate: [
    'được xử lý cùng một phản ánh trùng',
    'answered together with another report of the same matter',
  ],
};

/** Where the whole does not fit: a field of a Zalo template takes 30 characters. */
const BRIEF: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  assigned: ['đã chuyển cơ quan xử lý', 'passed to the agency'],
  duplicate: ['xử lý cùng phản ánh trùng', 'answered with another report'],
  paused: ['tạm dừng, chờ bổ sung', 'paused, something is missing'],
  apology: ['xin lỗi vì chậm trễ', 'apology for the delay'],
  appointment: ['đã hẹn lại thời hạn', 'a new date was set'],
  pause: ['tạm dừng, có nêu lý do', 'paused, with a reason'],
};

const KINDS: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  answer: ['cơ quan xử lý đã trả lời', 'the agency has answered'],
  apology: ['cơ quan xử lý xin lỗi vì sự chậm trễ', 'the agency apologises for the delay'],
  appointment: ['cơ quan xử lý đã hẹn lại thời hạn', 'a new date was set'],
  pause: ['việc xử lý tạm dừng, có nêu lý do', 'work is paused, with a reason'],
  picture: ['có hình ảnh mới', 'there are new pictures'],
};

/** Everything that a message can say, for whoever must fit it in. */
export const NEWS_WORDS = [...Object.keys(KINDS), ...Object.keys(STATES)];

export function wordsOf({ kind, language, service, state }: News) {
  const at = language === 'vi' ? 0 : 1;
  const key = Object.hasOwn(KINDS, kind) ? kind : state;
  const what = KINDS[key] ?? STATES[key] ?? (['có cập nhật mới', 'there is news'] as const);
  const brief = BRIEF[key] ?? what;
  const subject = language === 'vi' ? service.vi : service.en;
  return language === 'vi'
    ? {
        title: 'Phản ánh hiện trường',
        body: `Phản ánh “${subject}” của Ông/Bà: ${what[at]}.`,
        state: brief[at],
      }
    : { title: 'Report from the scene', body: `Your report “${subject}”: ${what[at]}.`, state: brief[at] };
}

/** Names a report to a browser without naming it to anybody else. */
export const tagOf = (source: string, id: string): string =>
  createHash('sha256').update(`news of ${source} ${id}`).digest('hex').slice(0, 32);
