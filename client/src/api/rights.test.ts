import type { Self } from '@ioc/contracts/access';
import { isAdministrator, mayOpen, seesRejectedInput, settlesInput, watchedScopes } from './rights.ts';

const holding = (...grants: Self['grants'][number][]): Self => ({
  kind: 'person',
  id: '1',
  name: 'Lê Thị Hoa',
  grants,
  scenes: null,
  wall: null,
});

test('the province comes first, each area once, and areas of a reporter are not watched', () => {
  const self = holding(
    { role: 'leader', scope: 'unit:19333@2025-07-01' },
    { role: 'operator', scope: 'province' },
    { role: 'leader', scope: 'province' },
    { role: 'reporter', scope: 'group:bien' },
  );
  expect(watchedScopes(self)).toEqual(['province', 'unit:19333@2025-07-01']);
  expect(watchedScopes(self, 'tickets')).toEqual(['province', 'group:bien']);
});

test('an administrator of one commune administers nothing, for accounts belong to no commune', () => {
  expect(isAdministrator(holding({ role: 'administrator', scope: 'unit:1' }))).toBe(false);
  expect(mayOpen('admin', holding({ role: 'administrator', scope: 'province' }))).toBe(true);
});

test('a reporter opens the tickets and nothing else', () => {
  const reporter = holding({ role: 'reporter', scope: 'unit:1' });
  expect(
    (['wall', 'console', 'tickets', 'leader'] as const).filter((page) => mayOpen(page, reporter)),
  ).toEqual(['tickets']);
});

test('a screen opens the wall and nothing else', () => {
  const screen = holding({ role: 'screen', scope: 'province' });
  expect((['wall', 'console', 'leader', 'admin'] as const).filter((page) => mayOpen(page, screen))).toEqual([
    'wall',
  ]);
});

test('rejected input is open to data people of the whole province only', () => {
  expect(seesRejectedInput(holding({ role: 'data-officer', scope: 'province' }))).toBe(true);
  expect(seesRejectedInput(holding({ role: 'operator', scope: 'unit:1' }))).toBe(false);
});

test('an operator looks at rejected input and leaves it to data people', () => {
  const operator = holding({ role: 'operator', scope: 'province' });
  expect([seesRejectedInput(operator), settlesInput(operator)]).toEqual([true, false]);
  expect(settlesInput(holding({ role: 'data-officer', scope: 'province' }))).toBe(true);
  expect(settlesInput(holding({ role: 'data-officer', scope: 'unit:1' }))).toBe(false);
});
