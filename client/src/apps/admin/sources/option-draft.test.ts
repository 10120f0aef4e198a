import { valueFault } from './json-check.ts';
import { optionDraft, readOptions } from './option-draft.ts';
import type { OptionDraft } from './option-draft.ts';
import { bothLabels, optionFields } from './option-field.ts';

const schema = {
  type: 'object',
  properties: {
    prefix: {
      type: 'string',
      default: 'frigate',
      minLength: 1,
      maxLength: 60,
      description: 'Tiền tố | Prefix',
    },
    url: { type: 'string', format: 'uri', description: 'Địa chỉ' },
    everyMs: {
      type: 'integer',
      minimum: 100,
      maximum: 86_400_000,
      default: 10_000,
      description: 'Hỏi mỗi (ms) | Asked every (ms)',
    },
    level: { type: 'number', maximum: 15 },
    keepPlates: { type: 'boolean', default: true },
    decimal: { type: 'string', enum: ['auto', ',', '.'], default: 'auto' },
    kinds: { type: 'array', items: { type: 'string', enum: ['alert', 'flow'] }, default: ['alert'] },
    peers: { type: 'array', items: { type: 'string', maxLength: 20 }, maxItems: 3, default: [] },
    words: { type: 'object', additionalProperties: { type: 'string' }, default: {} },
    zone: { anyOf: [{ type: 'string', pattern: '^[+-]\\d\\d:\\d\\d$' }, { type: 'null' }], default: null },
  },
  required: ['url'],
};
const fields = optionFields(schema);
const filled = (draft: OptionDraft) =>
  readOptions(fields, { ...optionDraft(fields, {}), url: 'https://example.vn', ...draft });

test('each kind of option gets the control that asks for it', () => {
  expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
    ['prefix', 'text'],
    ['url', 'text'],
    ['everyMs', 'duration'],
    ['level', 'number'],
    ['keepPlates', 'check'],
    ['decimal', 'choice'],
    ['kinds', 'choices'],
    ['peers', 'lines'],
    ['words', 'json'],
    ['zone', 'text'],
  ]);
  expect(fields.filter(({ required }) => required).map(({ name }) => name)).toEqual(['url']);
});

test('a description is split by language, and one language stands in for the other', () => {
  expect(fields[0]).toMatchObject({ label: 'Tiền tố', labelEn: 'Prefix' });
  expect(fields[2]).toMatchObject({ label: 'Hỏi mỗi', labelEn: 'Asked every' });
  expect(bothLabels('Địa chỉ', 'url')).toEqual(['Địa chỉ', 'Địa chỉ']);
  expect(bothLabels(undefined, 'url')).toEqual(['url', 'url']);
});

test('what is left empty is left out, so that the default holds', () => {
  expect(filled({})).toEqual({ values: { url: 'https://example.vn' }, faults: {} });
});

test('stored options come back as they were', () => {
  const stored = {
    prefix: 'cổng-2',
    url: 'https://example.vn/a',
    everyMs: 90_000,
    level: 7.5,
    keepPlates: false,
    decimal: ',',
    kinds: ['alert', 'flow'],
    peers: ['192.0.2.0/24', '198.51.100.7'],
    words: { open: 'mở' },
    zone: '+07:00',
  };
  expect(optionDraft(fields, stored)['everyMs']).toEqual({ amount: '90', unit: 's' });
  expect(readOptions(fields, optionDraft(fields, stored), stored)).toEqual({ values: stored, faults: {} });
});

test('an option that no field asks for is not lost', () => {
  expect(
    readOptions(
      fields,
      { url: 'https://example.vn', everyMs: { amount: '', unit: 's' } },
      { older: 1, prefix: 'x' },
    ).values,
  ).toMatchObject({ older: 1 });
});

test.each([
  [{ url: '' }, 'url', 'required'],
  [{ url: 'example' }, 'url', 'url'],
  [{ prefix: 'x'.repeat(61) }, 'prefix', 'long'],
  [{ level: 'bảy' }, 'level', 'number'],
  [{ level: '15,5' }, 'level', 'most'],
  [{ everyMs: { amount: '1', unit: 'ms' as const } }, 'everyMs', 'least'],
  [{ everyMs: { amount: 'x', unit: 's' as const } }, 'everyMs', 'number'],
  [{ peers: 'a\nb\nc\nd' }, 'peers', 'many'],
  [{ words: '{"open": ' }, 'words', 'json'],
  [{ words: '[]' }, 'words', 'object'],
  [{ words: '{"open": 1}' }, 'words', 'text'],
  [{ zone: '7' }, 'zone', 'pattern'],
])('%j is wrong in %s: %s', (draft, name, kind) => {
  const { faults } = filled(draft);
  expect(Object.keys(faults)).toEqual([name]);
  expect(faults[name]?.kind).toBe(kind);
});

test('a decimal comma is a decimal point, and minutes are milliseconds', () => {
  expect(filled({ level: '7,5', everyMs: { amount: '1,5', unit: 'min' } }).values).toMatchObject({
    level: 7.5,
    everyMs: 90_000,
  });
});

test('the place of a fault inside JSON is told', () => {
  const rule = {
    type: 'array',
    items: {
      type: 'object',
      properties: { id: { type: 'string' } },
      required: ['id'],
      additionalProperties: false,
    },
  };
  expect(valueFault([{ id: 'a' }, {}], rule)).toEqual({ kind: 'required', at: '[2].id', limit: '' });
  expect(valueFault([{ id: 'a', x: 1 }], rule)).toEqual({ kind: 'unknown', at: '[1].x', limit: 'x' });
});
