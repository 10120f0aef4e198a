import { reportPutSchema } from '@ioc/contracts/api/report';
import { newClientId } from './client-id.ts';
import { emptyDraft, fullAddress, isEmpty, toPut } from './draft.ts';
import type { Draft } from './draft.ts';

const SENT_AT = '2026-03-05T09:30:00.000Z';
const written: Draft = {
  ...emptyDraft(),
  serviceCode: 'duong-hu',
  description: '  Ổ gà giữa đường ',
  point: { from: 'phone', lon: 107.1, lat: 16.8, accuracyM: 12.4, unitName: '' },
  address: 'Trước số 12 Hùng Vương',
};
const photo = {
  id: '3f0c4a52-9a1e-4d5b-8c77-0a1b2c3d4e5f',
  kind: 'photo',
  mediaType: 'image/jpeg',
  bytes: 900_000,
  sha256: '0'.repeat(64),
} as const;

describe('the draft of a report', () => {
  it('becomes a request that the contract accepts, photos announced', () => {
    const put = toPut(written, SENT_AT, [photo], 'vi');
    expect(reportPutSchema.parse(put)).toEqual(put);
    expect(put).toMatchObject({
      description: 'Ổ gà giữa đường',
      accuracyM: 12,
      contact: null,
      consent: true,
    });
  });

  it('asks for messages only where there is a contact to send them to', () => {
    expect(toPut({ ...written, notify: true }, SENT_AT, [], 'vi').notify).toBe(false);
    expect(toPut({ ...written, notify: true, contact: 'a@example.vn' }, SENT_AT, [], 'en')).toMatchObject({
      notify: true,
      language: 'en',
    });
  });

  it('says the commune chosen by hand in the address too', () => {
    const point = { from: 'unit', lon: 107, lat: 16.8, accuracyM: 3000, unitName: 'Đông Hà' } as const;
    expect(fullAddress({ ...written, point })).toBe('Trước số 12 Hùng Vương, Đông Hà');
    expect(fullAddress({ ...written, point, address: 'x'.repeat(299) })).toHaveLength(300);
  });

  it('sends no place when the matter has none', () => {
    expect(toPut({ ...written, placeless: true }, SENT_AT, [], 'vi')).toMatchObject({
      lon: null,
      lat: null,
      address: null,
    });
  });

  it('is empty until something is written that would be missed', () => {
    expect(isEmpty(emptyDraft())).toBe(true);
    expect(isEmpty({ ...emptyDraft(), description: ' a' })).toBe(false);
  });
});

describe('a client id', () => {
  it('is a version 4 UUID without crypto.randomUUID', () => {
    expect(newClientId((bytes) => bytes.fill(255))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
    expect(newClientId((bytes) => bytes.fill(0))).toBe('00000000-0000-4000-8000-000000000000');
  });
});
