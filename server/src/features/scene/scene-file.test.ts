import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DOMAINS } from '@ioc/contracts/words';
import { inWords, readScene } from './scene-file.ts';
import { readSceneFiles, SceneError } from './scene-files.ts';
import { SceneShelf } from './scene-shelf.ts';

const SCENE = `id: flood
title: { vi: Lũ lụt, en: Flood }
owner: { vi: Ban chỉ huy, en: Command }
view: { domains: [environment], minSeverity: medium }
map: { at: [1, 1], size: [24, 48] }
panels:
  - panel: critical-list
    at: [25, 1]
    size: [24, 24]
`;

const problems = (text: string, name = 'flood') => {
  const read = readScene(text, name);
  return 'problems' in read ? read.problems.map(inWords) : [];
};

describe('a scene file', () => {
  test('is a scene, with what it does not say as it is usual', () => {
    expect(readScene(SCENE, 'flood')).toMatchObject({
      scene: { id: 'flood', order: 500, figures: true, map: { at: [1, 1], size: [24, 48] } },
    });
  });

  test('tells what is wrong with the line on which it stands', () => {
    expect(problems(SCENE.replace('critical-list', 'critical-lisst'))).toEqual([
      expect.stringMatching(/^line 7: panels › 0 › panel › /),
    ]);
    expect(problems(SCENE.replace('[24, 24]', '[25, 24]'))).toEqual([
      expect.stringMatching(/^line 9: .*beyond the 48 columns/),
    ]);
    expect(problems(`${SCENE}colour: red\n`)[0]).toMatch(/colour/);
    expect(problems(SCENE.replace('owner: { vi', 'owner: { vi'.replace('{', '[')))[0]).toMatch(/^line \d+: /);
  });

  test('holds no part that lies over another', () => {
    expect(problems(SCENE.replace('[25, 1]', '[24, 1]'))).toEqual([
      expect.stringMatching(/^line 8: .*lies over another place/),
    ]);
  });

  test('says what its map draws and what its units are coloured by, by one figure and a rising scale', () => {
    const of = (map: string) => SCENE.replace('size: [24, 48] }', `size: [24, 48], ${map} }`);
    const text = of('layers: [choropleth, items], choropleth: { service: onTime, scale: [80, 95] }');
    expect(readScene(text, 'flood')).toMatchObject({
      scene: { map: { layers: ['choropleth', 'items'], choropleth: { service: 'onTime', scale: [80, 95] } } },
    });
    expect(problems(of('layers: [moon]'))[0]).toMatch(/^line 5: map › layers › 0/);
    expect(problems(of('choropleth: { better: more }'))[0]).toMatch(/^line 5: .*names one of/);
    expect(problems(of('choropleth: { service: onTime, indicator: x }'))[0]).toMatch(/names one of/);
    expect(problems(of('choropleth: { indicator: x, domains: [press] }'))[0]).toMatch(/only what is counted/);
    expect(problems(of('choropleth: { indicator: x, scale: [95, 80] }'))[0]).toMatch(/rise|scale/);
  });

  test('bears the name of its scene', () => {
    expect(problems(SCENE, 'storm')).toEqual(['line 1: id › is flood, but must be storm']);
  });

  test('that refers to itself without end is refused', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [at, name] of ['b', 'c', 'd', 'e'].entries()) {
      const before = 'abcd'.charAt(at);
      bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`);
    }
    expect(problems(bomb.join('\n'))).toHaveLength(1);
  });
});

describe('the files of scenes', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'scenes-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('brings the eleven components of a centre, the overview first', () => {
    const { scenes } = new SceneShelf(readSceneFiles(null), new Map());
    expect(scenes).toHaveLength(11);
    expect(scenes[0]?.id).toBe('overview');
    for (const { view } of scenes.slice(1)) expect(view.domains?.length ?? 0).toBeLessThan(DOMAINS.length);
  });

  test('takes the file of a site in place of its own scene of that name', () => {
    writeFileSync(path.join(folder, 'traffic.yaml'), SCENE.replace('id: flood', 'id: traffic'));
    writeFileSync(path.join(folder, 'flood.yaml'), SCENE);
    writeFileSync(path.join(folder, 'notes.txt'), 'no scene');
    const files = readSceneFiles(folder);
    expect(files.get('traffic')).toMatchObject({ from: 'site', scene: { title: { vi: 'Lũ lụt' } } });
    expect(files.get('flood')?.text).toBe(SCENE);
    expect(files.size).toBe(12);
  });

  test('does not open with a file that cannot be used, and names file and line', () => {
    writeFileSync(path.join(folder, 'flood.yaml'), SCENE.replace('owner', 'ownr'));
    writeFileSync(path.join(folder, 'storm.yaml'), 'id: [');
    const open = () => readSceneFiles(folder);
    expect(open).toThrow(SceneError);
    expect(open).toThrow(/flood\.yaml, line 1: owner/);
    expect(open).toThrow(/storm\.yaml, line \d/);
    expect(() => readSceneFiles(path.join(folder, 'nowhere'))).toThrow(/cannot be read/);
  });
});
