import { reportRequestSchema } from '@ioc/contracts/api/report';
import { newClientId } from './client-id.ts';
import { emptyDraft, fullAddress, isEmpty, readDraft, toRequest } from './draft.ts';
import type { Draft } from './draft.ts';
import { readReceipts, withReceipt } from './receipts.ts';

const CLIENT_ID = '3f0c4a52-9a1e-4d5b-8c77-0a1b2c3d4e5f';
const SENT_AT = '2026-03-05T09:30:00.000Z';
const written: Draft = {
  ...emptyDraft(CLIENT_ID),
  serviceCode: 'duong-hu',
  description: '  Ổ gà giữa đường ',
  point: { from: 'phone', lon: 107.1, lat: 16.8, accuracyM: 12.4, unitName: '' },
  address: 'Trước số 12 Hùng Vương',
};

describe('the draft of a report', () => {
  it('becomes a request that the contract accepts', () => {
    const request = toRequest(written, SENT_AT);
    expect(reportRequestSchema.parse(request)).toEqual(request);
    expect(request).toMatchObject({ description: 'Ổ gà giữa đường', accuracyM: 12, contact: null });
  });

  it('keeps its clientId however often it is turned into a request', () => {
    expect(toRequest(written, SENT_AT).clientId).toBe(CLIENT_ID);
    expect(toRequest({ ...written, description: 'khác' }, SENT_AT).clientId).toBe(CLIENT_ID);
  });

  it('says the commune chosen by hand in the address too', () => {
    const point = { from: 'unit', lon: 107, lat: 16.8, accuracyM: 3000, unitName: 'Đông Hà' } as const;
    expect(fullAddress({ ...written, point })).toBe('Trước số 12 Hùng Vương, Đông Hà');
    expect(fullAddress({ ...written, point, address: 'x'.repeat(299) })).toHaveLength(300);
  });

  it('sends no place when the matter has none', () => {
    expect(toRequest({ ...written, placeless: true }, SENT_AT)).toMatchObject({
      lon: null,
      lat: null,
      address: null,
    });
  });

  it('comes back from storage as it was', () => {
    expect(readDraft(JSON.stringify({ ...written, sentAt: SENT_AT }))).toEqual({
      ...written,
      sentAt: SENT_AT,
    });
  });

  it.each([null, '', '{', '[]', '{"clientId":"short"}', '7'])('is null, not an error, from %p', (text) => {
    expect(readDraft(text)).toBeNull();
  });

  it('drops a damaged point and keeps the text', () => {
    const kept = readDraft(JSON.stringify({ ...written, point: { from: 'moon', lon: 'x' } }));
    expect(kept).toMatchObject({ point: null, description: written.description });
  });

  it('is empty until something is written that would be missed', () => {
    expect(isEmpty(emptyDraft(CLIENT_ID))).toBe(true);
    expect(isEmpty({ ...emptyDraft(CLIENT_ID), description: ' a' })).toBe(false);
  });
});

describe('a client id', () => {
  it('is a version 4 UUID without crypto.randomUUID', () => {
    expect(newClientId((bytes) => bytes.fill(255))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
    expect(newClientId((bytes) => bytes.fill(0))).toBe('00000000-0000-4000-8000-000000000000');
  });
});

describe('the codes kept on the phone', () => {
  const receipt = (code: string) => ({ code, serviceCode: 'khac', sentAt: SENT_AT });

  it('are newest first, each once, ten at most', () => {
    const many = Array.from({ length: 12 }, (_, index) => receipt(`C${index}`)).reduce(withReceipt, [
      receipt('C3'),
    ] as readonly ReturnType<typeof receipt>[]);
    expect(many).toHaveLength(10);
    expect(many[0]?.code).toBe('C11');
    expect(new Set(many.map(({ code }) => code)).size).toBe(10);
  });

  it('survive damage: what is not a receipt is left out', () => {
    expect(readReceipts(JSON.stringify([receipt('A'), { code: 1 }, null]))).toEqual([receipt('A')]);
    expect(readReceipts('nonsense')).toEqual([]);
  });
});
