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
const KINDS: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  answer: ['cơ quan xử lý đã trả lời', 'the agency has answered'],
  apology: ['cơ quan xử lý xin lỗi vì sự chậm trễ', 'the agency apologises for the delay'],
  appointment: ['cơ quan xử lý đã hẹn lại thời hạn', 'a new date was set'],
  pause: ['việc xử lý tạm dừng, có nêu lý do', 'work is paused, with a reason'],
  picture: ['có hình ảnh mới', 'there are new pictures'],
};

export function wordsOf({ kind, language, service, state }: News) {
  const at = language === 'vi' ? 0 : 1;
  const what = KINDS[kind] ?? STATES[state] ?? (['có cập nhật mới', 'there is news'] as const);
  const subject = language === 'vi' ? service.vi : service.en;
  return language === 'vi'
    ? {
        title: 'Phản ánh hiện trường',
        body: `Phản ánh “${subject}” của Ông/Bà: ${what[at]}.`,
        state: what[at],
      }
    : { title: 'Report from the scene', body: `Your report “${subject}”: ${what[at]}.`, state: what[at] };
}

/** Names a report to a browser without naming it to anybody else. */
export const tagOf = (source: string, id: string): string =>
  createHash('sha256').update(`news of ${source} ${id}`).digest('hex').slice(0, 32);
