import { readRules } from './rule-file.ts';

const FLOOD = `# Của tỉnh
- id: river
  when: thing
  name: Nước lên
  nameEn: River rises
  severities: [critical]
- id: many
  when: threshold
  name: Nhiều
  nameEn: Many
  severity: high
  windowMinutes: 10
  atLeast: 5
`;

describe('a file of rules', () => {
  it('says the same in YAML as in JSON', () => {
    const rules = readRules(FLOOD, 'flood.yaml');
    expect(rules).toMatchObject([
      { id: 'river', group: { windowMinutes: 10, most: 4 } },
      { id: 'many', atLeast: 5 },
    ]);
    expect(readRules(JSON.stringify(rules), 'flood.json')).toEqual(rules);
  });

  it('may hold one rule alone', () => {
    const one = '{"id": "one", "when": "thing", "name": "a", "nameEn": "a", "severities": ["high"]}';
    expect(readRules(one, 'one.json')).toMatchObject([{ id: 'one' }]);
  });

  it.each([
    ['a value that is none', FLOOD.replace('atLeast: 5', 'atLeast: five'), 'line 13: 1 › atLeast › '],
    ['a word that is missing', FLOOD.replace('  name: Nhiều\n', ''), 'line 7: 1 › name › '],
    ['a word nobody knows', FLOOD.replace('nameEn: Many', 'nameEn: Many\n  color: red'), 'line 7: 1 › '],
    ['a kind of rule nobody knows', FLOOD.replace('when: threshold', 'when: maybe'), 'line 8: 1 › when › '],
    ['a rule that stands there twice', FLOOD.replace('id: many', 'id: river'), 'line 7: the rule river'],
    ['a bracket that is not closed', FLOOD.replace('[critical]', '[critical'), 'line '],
  ])('tells the line of %s', (_what, text, problem) => {
    const said = readRules(text, 'flood.yml');
    expect(typeof said).toBe('string');
    expect(said).toContain(problem);
  });

  it('tells the line of what is no JSON, and takes no YAML for it', () => {
    expect(readRules('[\n{"id": "x",\n}]', 'x.json')).toMatch(/^line 3: not JSON/);
    expect(readRules(FLOOD, 'x.json')).toMatch(/not JSON/);
  });

  it('is refused when it refers to itself without end', () => {
    const levels = Array.from(
      { length: 9 },
      (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join()}]`,
    );
    expect(readRules(`l0: &l0 [x]\n${levels.join('\n')}`, 'bomb.yaml')).toMatch(/alias/i);
  });
});
