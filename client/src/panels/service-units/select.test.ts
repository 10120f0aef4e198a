import { sampleInput } from '../../panel-kit/sample-input.ts';
import { sampleService, sampleServiceResources } from '../../panel-kit/sample-service.ts';
import { selectUnitTable, sortUnits } from './select.ts';

const input = sampleInput({ service: sampleService() }, sampleServiceResources());

test('the province is not one of its units', () => {
  expect(selectUnitTable(input).units).toHaveLength(10);
});

test('names sort the Vietnamese way', () => {
  const names = sortUnits(selectUnitTable(input).units, { column: 'name', rising: true }).map(
    ({ name }) => name,
  );
  expect(names.slice(0, 4)).toEqual(['Ba Đồn', 'Cồn Cỏ', 'Đông Hà', 'Đồng Hới']);
});

test('what was not stated comes last in both directions', () => {
  const [first, ...rest] = selectUnitTable(input).units;
  const units = [{ ...first!, openOverdue: null }, ...rest];
  for (const rising of [true, false]) {
    expect(sortUnits(units, { column: 'openOverdue', rising }).at(-1)?.openOverdue).toBeNull();
  }
});
