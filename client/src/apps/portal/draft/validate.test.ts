import { reportRequestSchema } from '@ioc/contracts/api/report';
import { emptyDraft, toRequest } from './draft.ts';
import type { Draft } from './draft.ts';
import { MAX_DESCRIPTION, errorFields, errorsOf, validate } from './validate.ts';

const good: Draft = {
  ...emptyDraft('3f0c4a52-9a1e-4d5b-8c77-0a1b2c3d4e5f'),
  serviceCode: 'duong-hu',
  description: 'Ổ gà',
  address: 'Hùng Vương',
};

describe('validation before sending', () => {
  it('lets a complete draft go', () => {
    expect(validate(good)).toEqual({});
  });

  it('names what is missing in the order of the page', () => {
    const missing = validate(emptyDraft(good.clientId));
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

  it.each<[string, Partial<Draft>]>([
    ['a description at the limit', { description: 'x'.repeat(MAX_DESCRIPTION) }],
    ['a description over the limit', { description: 'x'.repeat(MAX_DESCRIPTION + 1) }],
    ['a blank description', { description: '  ' }],
    ['a contact at the limit', { contact: 'x'.repeat(200), consent: true }],
    ['a contact over the limit', { contact: 'x'.repeat(201), consent: true }],
    ['no category', { serviceCode: null }],
  ])('agrees with the contract about %s', (_name, part) => {
    const draft = { ...good, ...part };
    const accepted = reportRequestSchema.safeParse(toRequest(draft, '2026-03-05T09:30:00.000Z')).success;
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
    expect(errorsOf(problem('report.description', 'lat', 'photo[1]'))).toEqual({
      description: { key: 'refused', detail: 'about report.description' },
      place: { key: 'refused', detail: 'about lat' },
      photo: { key: 'refused', detail: 'about photo[1]' },
    });
  });

  it('keep the first sentence for a field and ignore what no field can mend', () => {
    expect(errorsOf(problem('lon', 'lat', 'sentAt', 'constructor'))).toEqual({
      place: { key: 'refused', detail: 'about lon' },
    });
    expect(errorsOf(null)).toEqual({});
  });
});
