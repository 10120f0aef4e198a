import { attributesIn, sorted } from './attribute-values.ts';
import { attributeSchema } from './attribute.ts';

const asked = [
  {
    code: 'DEEP',
    datatype: 'singlevaluelist',
    description: 'Deep',
    values: [{ key: 'knee', name: 'To the knee' }],
  },
  {
    code: 'SEEN',
    datatype: 'multivaluelist',
    description: 'Seen',
    values: [
      { key: 'a', name: 'A' },
      { key: 'b', name: 'B' },
    ],
  },
  { code: 'WIDE', datatype: 'number', required: true, description: 'Wide' },
  { code: 'SINCE', datatype: 'datetime', description: 'Since' },
  { code: 'POLE', datatype: 'string', description: 'Pole' },
  { code: 'HINT', variable: false, required: true, datatype: 'text', description: 'Call 114 first' },
].map((one) => attributeSchema.parse(one));

const faults = (fields: Record<string, unknown>) => {
  try {
    attributesIn(fields, asked);
    return [];
  } catch (error) {
    return (error as { issues: { path: string; message: string }[] }).issues.map(
      ({ path, message }) => `${path} ${message}`,
    );
  }
};

describe('the attributes of a request', () => {
  it.each([
    [{ 'attribute[WIDE]': '1.5', 'attribute[SEEN][]': ['a', 'b'], 'attribute[DEEP]': 'knee' }],
    [
      {
        'attribute[WIDE]': '1.5',
        'attribute[SEEN][0]': 'a',
        'attribute[SEEN][1]': 'b',
        'attribute[DEEP]': 'knee',
      },
    ],
    [{ attribute: { WIDE: 1.5, SEEN: ['a', 'b'], DEEP: 'knee' } }],
  ])('are read as forms and as JSON write them: %p', (fields) => {
    expect(sorted(attributesIn(fields, asked))).toEqual({
      shown: { DEEP: 'knee', SEEN: ['a', 'b'], WIDE: 1.5 },
      lines: ['Deep: To the knee', 'Seen: A, B', 'Wide: 1.5'],
    });
  });

  it('that nobody asked for are passed over, and sentences to show ask nothing', () => {
    expect(faults({ 'attribute[WIDE]': '2', 'attribute[title]': 'x', 'attribute[HINT]': 'x' })).toEqual([]);
  });

  it('that are missing or wrong are all named, each with what is wrong', () => {
    expect(
      faults({
        'attribute[DEEP]': 'waist',
        'attribute[SEEN][]': ['a', 'a'],
        'attribute[SINCE]': '2026-03-01',
        'attribute[POLE]': 'x'.repeat(301),
      }),
    ).toEqual([
      'attribute[DEEP] is none of knee',
      'attribute[SEEN] holds a value twice',
      'attribute[WIDE] is required',
      'attribute[SINCE] is not a date and time with its zone (ISO 8601)',
      'attribute[POLE] has at most 300 characters',
    ]);
    expect(faults({ 'attribute[WIDE]': ['1', '2'] })).toEqual(['attribute[WIDE] takes one value']);
    expect(faults({ 'attribute[WIDE]': 'wide' })).toEqual(['attribute[WIDE] is not a number']);
  });

  it('in own words are not among what is shown', () => {
    const { shown, lines } = sorted(attributesIn({ attribute: { WIDE: '1', POLE: 'An, 0912' } }, asked));
    expect(shown).toEqual({ WIDE: 1 });
    expect(lines).toContain('Pole: An, 0912');
  });
});
