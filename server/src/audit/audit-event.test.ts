import { NOBODY } from '../access/principal.ts';
import { entriesText } from './audit-event.ts';

const detailOf = (detail: Record<string, unknown>): unknown =>
  (
    JSON.parse(entriesText([{ principal: NOBODY, action: 'a', outcome: 'done', detail }])) as {
      detail: unknown;
    }[]
  )[0]?.detail;

describe('an audit event', () => {
  it('never carries the value of a field that is named like a secret', () => {
    const detail = { password: 'p', newToken: 't', nested: { totpCode: '123456', name: 'An' }, code: '1' };
    expect(detailOf(detail)).toEqual({
      password: '[cut]',
      newToken: '[cut]',
      nested: { totpCode: '[cut]', name: 'An' },
      code: '[cut]',
    });
  });

  it('is fit for the database whatever a stranger typed', () => {
    const text = entriesText([
      { principal: NOBODY, action: 'sign-in', outcome: 'failed', target: `a\0b\ud800c${'x'.repeat(1000)}` },
    ]);
    expect(text).not.toContain(String.raw`\u0000`);
    expect(text).not.toContain(String.raw`\ud800`);
    expect((JSON.parse(text) as { target: string }[])[0]?.target).toHaveLength(400);
  });

  it('stays short', () => {
    expect(JSON.stringify(detailOf({ rows: Array(10_000).fill('row') })).length).toBeLessThan(8_000);
  });
});
