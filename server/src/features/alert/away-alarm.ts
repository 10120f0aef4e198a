// Nobody raised anything for longer than the change log remembers: what was stored meanwhile is read by nobody any more, so
// the gap is shown as a gap. It is an alert like others, for somebody has to look through those hours by hand; its
// condition is over as soon as it is told, and being serious it stays until it was seen.
import type { RuleOf } from '@ioc/contracts/alert-rule';
import type { Span } from './alarm.repository.ts';
import type { Alarm } from './alarm.ts';

const RULE: RuleOf<'absence'> = {
  id: 'raiser-away',
  enabled: true,
  name: 'Hệ thống không phát cảnh báo trong một khoảng thời gian',
  nameEn: 'No alert was raised for a time',
  advice: 'Rà soát sự kiện nghiêm trọng của khoảng thời gian này trong danh sách sự kiện.',
  adviceEn: 'Look through what was critical in that time in the list of events.',
  group: { windowMinutes: 10, most: 4 },
  callAgainMinutes: 5,
  escalateAfterMinutes: [],
  when: 'absence',
  channel: 'sources',
  rhythms: 3,
  severity: 'high',
};

const SUBJECT = 'alert-raiser';

const told = (locale: string, atMs: number): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'Asia/Ho_Chi_Minh',
    hourCycle: 'h23',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs);

export const alarmOfAway = ({ fromMs, toMs }: Span, atMs: number): Alarm => ({
  rule: RULE,
  key: `${SUBJECT}@${new Date(fromMs).toISOString()}`,
  subject: SUBJECT,
  place: SUBJECT,
  domain: 'data',
  severity: RULE.severity,
  unitId: null,
  lon: null,
  lat: null,
  title: `Không có cảnh báo nào được phát từ ${told('vi-VN', fromMs)} đến ${told('vi-VN', toMs)}`,
  titleEn: `No alert was raised from ${told('en-GB', fromMs)} to ${told('en-GB', toMs)}`,
  observedAtMs: atMs,
});
