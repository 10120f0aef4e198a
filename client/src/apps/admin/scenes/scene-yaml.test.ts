import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readDraft } from './draft-scene.ts';
import {
  blankScene,
  copyOf,
  lineOfPart,
  titlePath,
  withChoropleth,
  withFigures,
  withLayers,
  withMap,
  withOptions,
  withOrder,
  withoutPart,
  withPanel,
  withPanelAt,
  withPlaces,
  withView,
  withWords,
} from './scene-yaml.ts';

const TEXT = `# Written by the duty officer
id: flood
order: 20 # after the overview
title: { vi: Lũ lụt, en: Flood }
owner: { vi: Ban chỉ huy, en: Command }
map: { at: [1, 1], size: [24, 48], layers: [items, heat] } # heat since the storm
panels:
  # what must be seen first
  - panel: critical-list
    at: [25, 1] # right of the map
    size: [24, 24]
  - panel: indicator-board
    at: [25, 25]
    size: [24, 24]
    options: { indicators: [a, b] }
`;
const COMMENTS = [...TEXT.matchAll(/#.*/g)].map(([comment]) => comment);
const kept = (text: string) => COMMENTS.filter((comment) => text.includes(comment));
const said = (text: string) => parse(text) as { panels: object[]; [field: string]: unknown };

test('to move parts changes their numbers and not one other letter', () => {
  const moved = withPlaces(TEXT, [
    ['map', { at: [1, 1], size: [20, 48] }],
    [0, { at: [21, 1], size: [28, 24] }],
  ]);
  expect(moved).toBe(
    TEXT.replace('[24, 48]', '[20, 48]').replace('[25, 1]', '[21, 1]').replace('[24, 24]', '[28, 24]'),
  );
  expect(withOrder(TEXT, 35)).toBe(TEXT.replace('order: 20', 'order: 35'));
});

test('places written in another way are written anew, with their comments', () => {
  const block = TEXT.replace('at: [25, 1] # right', 'at:\n      - 25\n      - 1\n    # right');
  const moved = withPlaces(block, [[0, { at: [26, 1], size: [23, 24] }]]);
  expect(said(moved).panels[0]).toMatchObject({ at: [26, 1], size: [23, 24] });
});

test('every other change keeps the comments and what the editor knows nothing of', () => {
  const changes = [
    withFigures(TEXT, false),
    withWords(TEXT, ['title'], { vi: 'Bão', en: 'Storm' }),
    withWords(TEXT, titlePath(1), { vi: 'Chỉ tiêu', en: 'Indicators' }),
    withView(TEXT, null, { domains: ['health'] }),
    withView(TEXT, 'map', { minSeverity: 'high' }),
    withOptions(TEXT, 1, { indicators: ['b'] }),
    withPanel(TEXT, 'trend', { at: [1, 1], size: [4, 4] }),
    withPanelAt(TEXT, 1, 0),
    copyOf(TEXT, 'storm', { vi: 'Bão', en: 'Storm' }),
  ];
  for (const text of changes) {
    expect(text).not.toBe(TEXT);
    expect(kept(text)).toEqual(COMMENTS);
    expect(said(text)['map']).toMatchObject({ layers: ['items', 'heat'] });
  }
  expect(said(changes[3] ?? '')['view']).toEqual({ domains: ['health'] });
  expect(said(changes[6] ?? '').panels[2]).toEqual({ panel: 'trend', at: [1, 1], size: [4, 4] });
  expect(changes[6]).toContain('  - panel: trend\n    at: [1, 1]\n');
  expect(changes[6]?.startsWith(TEXT)).toBe(true);
});

test('what is taken back leaves no trace', () => {
  expect(said(withOptions(TEXT, 1, { indicators: [] })).panels[1]).not.toHaveProperty('options');
  expect(withFigures(withFigures(TEXT, false), true)).toBe(withFigures(TEXT, true));
  const titled = withWords(TEXT, titlePath(0), { vi: 'A', en: 'B' });
  expect(said(withWords(titled, titlePath(0), null))).toEqual(said(TEXT));
  expect(said(withView(withView(TEXT, 0, {}), 0, null))).toEqual(said(TEXT));
  expect(said(withoutPart(TEXT, 1)).panels).toHaveLength(1);
  expect(said(withMap(withoutPart(TEXT, 'map'), { at: [1, 1], size: [8, 8] }))['map']).toEqual({
    at: [1, 1],
    size: [8, 8],
  });
});

test('a text that is no YAML is left alone', () => {
  const broken = `${TEXT}oops: [`;
  expect(withView(broken, 'map', {})).toBe(broken);
  expect(withPlaces(broken, [[0, { at: [1, 1], size: [4, 4] }]])).toBe(broken);
});

test('it says on which line a part stands', () => {
  expect([lineOfPart(TEXT, 'map'), lineOfPart(TEXT, 0), lineOfPart(TEXT, 1)]).toEqual([6, 9, 12]);
  expect(lineOfPart(TEXT, 7)).toBeNull();
});

test('the draft of a text is what can be drawn of it', () => {
  expect(readDraft(TEXT)).toMatchObject({
    faults: [],
    scene: { id: 'flood', figures: true, view: {}, map: { layers: ['items', 'heat'] } },
  });
  expect(readDraft(`${TEXT}oops: [`)).toMatchObject({
    scene: null,
    faults: [{ line: expect.any(Number) as number }],
  });
  for (const wrong of ['critical-lisst', 'at: [25, 0]'].map((words, at) =>
    TEXT.replace(['critical-list', 'at: [25, 1]'][at] ?? '', words),
  ))
    expect(readDraft(wrong).scene).toBeNull();
  expect(readDraft(blankScene('x', { vi: 'A', en: 'B' }, { vi: 'C', en: 'D' }, 5)).scene).toMatchObject({
    id: 'x',
    order: 5,
    panels: [{ panel: 'latest-list' }],
  });
});

test('the scenes of the product can be written anew by it without losing a word', () => {
  const folder = path.join(__dirname, '../../../../../server/src/features/scene/scenes');
  for (const file of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const again = withFigures(withFigures(text, false), true);
    const { figures, ...rest } = said(text);
    expect(said(again)).toEqual(figures === undefined ? rest : { ...rest });
    for (const [comment] of text.matchAll(/#.*/g)) expect(again).toContain(comment);
  }
});

test('a view names services of reports, of the scene and of a part, and they are gone when none is left', () => {
  const named = withView(TEXT, 0, { domains: ['hotline'], services: ['y-te', 'chay'] });
  expect(said(named).panels[0]).toMatchObject({ view: { domains: ['hotline'], services: ['y-te', 'chay'] } });
  expect(kept(named)).toEqual(COMMENTS);
  expect(readDraft(named).scene?.panels[0]?.view).toEqual({
    domains: ['hotline'],
    services: ['y-te', 'chay'],
  });
  const left = withView(named, 0, { domains: ['hotline'], services: undefined });
  expect(said(left).panels[0]).toHaveProperty('view', { domains: ['hotline'] });
});

test.each(['y-te', '7', '[]', '[{ a: 1 }]', '{}'])('services written as %s are not drawn', (words) => {
  const panel = `${TEXT}    view: { minSeverity: high, services: ${words} }\n`;
  expect(readDraft(panel).scene?.panels[1]?.view).toEqual({ minSeverity: 'high' });
  const map = TEXT.replace('layers: [items, heat]', `view: { services: ${words} }`);
  expect(readDraft(map).scene?.map?.view).toEqual({});
});

test('layers of the map are named in order and given back to the map, comments kept', () => {
  const named = withLayers(TEXT, ['choropleth', 'items']);
  expect(said(named)['map']).toEqual({ at: [1, 1], size: [24, 48], layers: ['choropleth', 'items'] });
  expect(kept(named)).toEqual(COMMENTS);
  expect(said(withLayers(named, null))['map']).toEqual({ at: [1, 1], size: [24, 48] });
});

test('what units are coloured by is said, changed and taken away, and nothing of the one before stays', () => {
  const open = withChoropleth(TEXT, { count: 'open', domains: ['traffic'], better: 'less' });
  expect(said(open)['map']).toMatchObject({
    choropleth: { count: 'open', domains: ['traffic'], better: 'less' },
  });
  const service = withChoropleth(open, { service: 'onTime', scale: [80, 90.5] });
  expect(said(service)['map']).toHaveProperty('choropleth', { service: 'onTime', scale: [80, 90.5] });
  expect(kept(service)).toEqual(COMMENTS);
  expect(said(withChoropleth(service, null))['map']).toEqual(said(TEXT)['map']);
});
