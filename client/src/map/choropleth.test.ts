import type { IndicatorValue } from '@ioc/contracts/api/indicators';
import type { ServiceRow } from '@ioc/contracts/stream/channels';
import { sampleItem } from '../panel-kit/sample-input.ts';
import {
  classColours,
  digitsOf,
  indicatorFigures,
  openFigures,
  serviceFigures,
  shadeOf,
} from './choropleth.ts';
import type { UnitFigures } from './choropleth.ts';
import {
  HATCH_IMAGE,
  choroplethLayers,
  hatchOf,
  shadeColour,
  unknownFilter,
} from './layers/choropleth-layer.ts';

const RAMPS = { plain: ['a', 'b', 'c', 'd', 'e'], judged: ['1', '2', '3', '4', '5'] };

const figures = (values: Readonly<Record<string, number>>): UnitFigures => ({
  values: new Map(Object.entries(values)),
  valueUnit: '%',
  label: null,
  oldestAsOf: null,
  period: null,
  citations: [],
  elsewhere: 0,
});
const upTo = (count: number, of: (at: number) => number) =>
  figures(Object.fromEntries(Array.from({ length: count }, (_, at) => [`u${at}`, of(at)])));

describe('classes', () => {
  test('of the usual scale hold about as many units each', () => {
    const shade = shadeOf(
      upTo(100, (at) => at * at),
      { count: 'open' },
    );
    expect(shade.from).toEqual([0, 400, 1600, 3600, 6400]);
    const sizes = [0, 1, 2, 3, 4].map((at) => [...shade.classes.values()].filter((one) => one === at).length);
    expect(sizes).toEqual([20, 20, 20, 20, 20]);
  });

  test('of the equal scale are as wide as each other, at round figures', () => {
    expect(shadeOf(figures({ a: 1.3, b: 12.4 }), { indicator: 'x', scale: 'equal' }).from).toEqual([
      0, 5, 10,
    ]);
    expect(shadeOf(figures({ a: 0.1, b: 0.52 }), { indicator: 'x', scale: 'equal' }).from).toEqual([
      0.1, 0.2, 0.3, 0.4, 0.5,
    ]);
    expect(shadeOf(figures({ a: 7, b: 7 }), { indicator: 'x', scale: 'equal' }).from).toEqual([7]);
  });

  test('of a scene’s own begin where it says, and what is below the first has one too', () => {
    const shade = shadeOf(figures({ a: 79, b: 80, c: 99 }), { service: 'onTime', scale: [80, 95] });
    expect([...shade.classes.values()]).toEqual([0, 1, 2]);
    expect(shade.from).toEqual([-Infinity, 80, 95]);
  });

  test.each(['quantile', 'equal', [1, 2]] as const)('are none where nothing is known (%p)', (scale) => {
    const shade = shadeOf(figures({ a: NaN, b: Infinity }), { count: 'open', scale });
    expect(shade.from).toEqual([]);
    expect(shade.classes.size).toBe(0);
  });

  test('hold every unit with a figure exactly once, whatever the figures', () => {
    for (const scale of ['quantile', 'equal', [-5, 0, 5]] as const)
      for (const spread of [1e-9, 1, 1e9]) {
        const stated = upTo(40, (at) => Math.sin(at * 12.9898) * spread);
        const { classes, from } = shadeOf(stated, { count: 'open', scale });
        expect(classes.size).toBe(40);
        expect(Math.min(...classes.values())).toBeGreaterThanOrEqual(0);
        expect(Math.max(...classes.values())).toBeLessThan(from.length);
      }
  });
});

describe('colours', () => {
  test('warn at the end that deserves attention, and judge nothing where neither end does', () => {
    const stated = figures({ a: 1, b: 2 });
    const ends = (choropleth: Parameters<typeof shadeOf>[1]) =>
      classColours(shadeOf(stated, choropleth), RAMPS);
    expect(ends({ service: 'onTime' })).toEqual(['1', '5']);
    expect(ends({ indicator: 'x', better: 'more' })).toEqual(['1', '5']);
    expect(ends({ indicator: 'x', better: 'less' })).toEqual(['5', '1']);
    expect(ends({ count: 'open' })).toEqual(['a', 'e']);
  });

  test('paint a unit with its class, and hatch the one without a figure', () => {
    const shade = shadeOf(figures({ a: 3, b: 3, c: NaN }), { count: 'open' });
    expect(shadeColour(shade, RAMPS)).toEqual(['match', ['get', 'id'], 'a', 'd', 'b', 'd', 'rgba(0,0,0,0)']);
    expect(unknownFilter(shade)).toEqual(['!', ['in', ['get', 'id'], ['literal', ['a', 'b']]]]);
    expect(unknownFilter(null)).toEqual(['==', ['get', 'id'], '']);
    expect(JSON.stringify(choroplethLayers('units'))).toContain(HATCH_IMAGE);
  });

  test('the hatching joins itself at the edges', () => {
    const { width, height, data } = hatchOf([1, 2, 3], 8);
    expect([width, height, data.length]).toEqual([8, 8, 256]);
    const isInk = (x: number, y: number) => data[((y % 8) * 8 + (x % 8)) * 4 + 3] !== 0;
    for (let at = 0; at < 8; at += 1) expect(isInk(7, at)).toBe(isInk(8, (at + 7) % 8));
  });
});

describe('figures', () => {
  test('of what is open: none is a number, and what lies in no unit is told', () => {
    const rows = [sampleItem(0), sampleItem(1), sampleItem(3)];
    const stated = openFigures(rows, undefined, ['19333@2025-07-01', 'x']);
    expect([...stated.values]).toEqual([
      ['19333@2025-07-01', 2],
      ['x', 0],
    ]);
    expect(stated.elsewhere).toBe(1);
    expect(openFigures(rows, ['press'], ['19333@2025-07-01']).values.get('19333@2025-07-01')).toBe(0);
  });

  test('of the service: what cannot be computed is left out and never zero; the oldest statement is told', () => {
    const row = (unitId: string | null, onTime: number | null, oldestAsOf: string) => ({
      unitId,
      indicators: { onTime },
      oldestAsOf,
      periodStart: '2026-11-01',
      periodEnd: '2026-11-30',
    });
    const stated = serviceFigures(
      [
        row('a', 97.5, '2026-11-01T00:00:00+07:00'),
        row('b', null, '2025-01-01T00:00:00Z'),
        row('c', 50, '2026-10-31T16:00:00Z'),
        row(null, 80, '2020-01-01T00:00:00Z'),
      ] as unknown as ServiceRow[],
      'onTime',
    );
    expect([...stated.values]).toEqual([
      ['a', 97.5],
      ['c', 50],
    ]);
    expect(stated.oldestAsOf).toBe('2026-10-31T16:00:00Z');
  });

  test('of an indicator: of the newest period only, and of two sources the one that spoke last', () => {
    const value = (unit: string | null, periodEnd: string, stated: number, asOf = periodEnd) =>
      ({
        unit: unit === null ? null : { id: unit },
        periodStart: `${periodEnd.slice(0, 7)}-01`,
        periodEnd,
        value: stated,
        asOf: `${asOf}T00:00:00Z`,
        valueUnit: '%',
        label: 'Nhãn',
        labelEn: 'Label',
        citation: 'Báo cáo',
      }) as unknown as IndicatorValue;
    const stated = indicatorFigures([
      value('a', '2026-10-31', 4, '2026-11-05'),
      value('a', '2026-10-31', 3, '2026-11-03'),
      value('b', '2026-09-30', 9),
      value(null, '2026-11-30', 1),
    ]);
    expect([...stated.values]).toEqual([['a', 4]]);
    expect(stated).toMatchObject({
      label: { vi: 'Nhãn' },
      period: { end: '2026-10-31' },
      citations: ['Báo cáo'],
    });
    expect(indicatorFigures([]).period).toBeNull();
  });

  test('are written with as many digits as tell them apart, two at most', () => {
    const digits = (...values: number[]) =>
      digitsOf({ from: [-Infinity], values: new Map(values.entries()) as never });
    expect([digits(1, 2), digits(1.5), digits(1.25, 3), digits(1 / 3)]).toEqual([0, 1, 2, 2]);
  });
});
