import { MOST_SERVICES } from '@ioc/contracts/stream/view';
import { viewSchema } from '@ioc/contracts/stream/view-schema';
import { serviceRows, toggledService } from './service-choice.ts';

const OFFERED = [
  { code: 'y-te', name: 'Y tế', nameEn: 'Health' },
  { code: 'chay', name: 'Cháy', nameEn: 'Fire' },
];

test('what a scene names and the site does not offer is shown as that, so that it can be taken away', () => {
  expect(serviceRows(OFFERED, ['cu', 'chay', 'cu'])).toEqual([
    { ...OFFERED[0], isChosen: false, isOffered: true },
    { ...OFFERED[1], isChosen: true, isOffered: true },
    { code: 'cu', name: 'cu', nameEn: 'cu', isChosen: true, isOffered: false },
  ]);
});

test('services are chosen and left one by one, and none left is every report', () => {
  expect(toggledService([], 'y-te', true)).toEqual(['y-te']);
  expect(toggledService(['y-te'], 'chay', true)).toEqual(['y-te', 'chay']);
  expect(toggledService(['y-te', 'chay'], 'y-te', false)).toEqual(['chay']);
  expect(toggledService(['chay'], 'chay', false)).toBeUndefined();
});

test('no more are chosen than a view may name', () => {
  const many = Array.from({ length: MOST_SERVICES }, (_, at) => `s${at}`);
  const services = toggledService(many, 'one-more', true);
  expect(services).toEqual(many);
  expect(viewSchema.safeParse({ services }).success).toBe(true);
  expect(viewSchema.safeParse({ services: [...many, 'one-more'] }).success).toBe(false);
});
