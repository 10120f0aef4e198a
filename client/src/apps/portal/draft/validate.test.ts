import { reportPutSchema } from '@ioc/contracts/api/report';
import { emptyDraft, toPut } from './draft.ts';
import type { Draft } from './draft.ts';
import { MAX_DESCRIPTION, errorFields, errorsOf, validate } from './validate.ts';

const good: Draft = {
  ...emptyDraft(),
  serviceCode: 'duong-hu',
  description: 'Ổ gà',
  address: 'Hùng Vương',
};

describe('validation before sending', () => {
  it('lets a complete draft go', () => {
    expect(validate(good)).toEqual({});
  });

  it('names what is missing in the order of the page', () => {
    const missing = validate(emptyDraft());
    expect(errorFields(missing)).toEqual(['serviceCode', 'place', 'description']);
  });

  it('takes a matter without a place when the resident says so', () => {
    expect(validate({ ...good, address: '', placeless: true })).toEqual({});
  });

  it('wants consent with a contact, and none without', () => {
    expect(validate({ ...good, contact: '0912 345 678' })).toEqual({ consent: { key: 'consentNeeded' } });
    expect(validate({ ...good, contact: '0912 345 678', consent: true })).toEqual({});
    expect(validate({ ...good, contact: '   ' })).toEqual({});
  });

  it('wants an address that a message can be sent to, once messages are wished for', () => {
    const asked = { ...good, consent: true, notify: true };
    expect(validate({ ...asked, contact: 'hỏi cô Ba đầu ngõ' })).toEqual({ contact: { key: 'contactOdd' } });
    expect(validate({ ...asked, contact: '0912 345 678' })).toEqual({});
    expect(validate({ ...asked, contact: 'nguoi.dan@example.vn' })).toEqual({});
    expect(validate({ ...asked, notify: false, contact: 'hỏi cô Ba đầu ngõ' })).toEqual({});
  });

  it.each<[string, Partial<Draft>]>([
    ['a description at the limit', { description: 'x'.repeat(MAX_DESCRIPTION) }],
    ['a description over the limit', { description: 'x'.repeat(MAX_DESCRIPTION + 1) }],
    ['a blank description', { description: '  ' }],
    ['a contact at the limit', { contact: 'x'.repeat(200), consent: true }],
    ['a contact over the limit', { contact: 'x'.repeat(201), consent: true }],
    ['no category', { serviceCode: null }],
  ])('agrees with the contract about %s', (_name, part) => {
    const draft = { ...good, ...part };
    const accepted = reportPutSchema.safeParse(toPut(draft, '2026-03-05T09:30:00.000Z', [], 'vi')).success;
    expect(Object.keys(validate(draft)).length === 0).toBe(accepted);
  });
});

describe("the server's issues", () => {
  const problem = (...paths: string[]) => ({
    type: 'about:blank',
    title: 'bad',
    status: 400,
    correlationId: 'c',
    issues: paths.map((path) => ({ path, message: `about ${path}` })),
  });

  it('are tied to the field that they speak of', () => {
    expect(errorsOf(problem('description', 'lat', 'attachments.1.bytes'))).toEqual({
      description: { key: 'refused', detail: 'about description' },
      place: { key: 'refused', detail: 'about lat' },
      photo: { key: 'refused', detail: 'about attachments.1.bytes' },
    });
  });

  it('keep the first sentence for a field and ignore what no field can mend', () => {
    expect(errorsOf(problem('lon', 'lat', 'sentAt', 'constructor'))).toEqual({
      place: { key: 'refused', detail: 'about lon' },
    });
    expect(errorsOf(null)).toEqual({});
  });
});
