import { auditQuery, NO_AUDIT_FILTER } from './audit-filter.ts';

test('nothing set asks for everything', () => {
  expect(auditQuery(NO_AUDIT_FILTER).toString()).toBe('');
});

test('days are whole Vietnamese days, and half a date is none', () => {
  const query = auditQuery({ ...NO_AUDIT_FILTER, fromDay: '2026-11-22', toDay: '2026-11-22' });
  expect(query.get('from')).toBe('2026-11-21T17:00:00.000Z');
  expect(query.get('to')).toBe('2026-11-22T16:59:59.999Z');
  expect(auditQuery({ ...NO_AUDIT_FILTER, fromDay: '2026-1' }).has('from')).toBe(false);
});

test('words are sent as typed, without the spaces around them', () => {
  expect(auditQuery({ ...NO_AUDIT_FILTER, actor: ' Hoa ', outcome: 'refused' }).toString()).toBe(
    'actor=Hoa&outcome=refused',
  );
});
