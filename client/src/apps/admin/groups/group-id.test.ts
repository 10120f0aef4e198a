import { idOfName } from './GroupDialog.tsx';

test('an id is made of the name, without marks', () => {
  expect(idOfName('Thành phố Đông Hà (cũ)')).toBe('thanh-pho-dong-ha-cu');
  expect(idOfName('  --  ')).toBe('');
});
