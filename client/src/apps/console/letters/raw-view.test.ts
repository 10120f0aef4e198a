import { hexLines, jsonText, rawViews, textParts } from './raw-view.ts';

test.each([
  ['{"a":1}', 'json'],
  ['  [1,2]', 'json'],
  ['{"a":', 'text'],
  ['<134>1 2026-01-01 máy suricata', 'text'],
  ['a\tb\tc\r\n', 'text'],
  ['\u0000\u0001\u0002PK', 'hex'],
  ['\uFFFD\uFFFD\uFFFD\uFFFDIHDR', 'hex'],
  ['', 'text'],
])('%j is shown first as %s', (raw, view) => {
  expect(rawViews(raw)[0]).toBe(view);
});

test('JSON is laid out, and what is no JSON stays as it is', () => {
  expect(jsonText('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(jsonText('{"a":')).toBe('{"a":');
});

test('what does not print is made visible, letters with marks are not touched', () => {
  expect(textParts('Đông\u0000Hà\u202Etúi\tx\n\uFEFF')).toEqual([
    { text: 'Đông', control: null },
    { text: '\u0000', control: '␀' },
    { text: 'Hà', control: null },
    { text: '\u202E', control: 'U+202E' },
    { text: 'túi', control: null },
    { text: '\t', control: '␉' },
    { text: 'x\n', control: null },
    { text: '\uFEFF', control: 'U+FEFF' },
  ]);
});

test('nothing of a text is lost', () => {
  const raw = 'a\u0000\u0001b\r\nc\uFFFD';
  expect(
    textParts(raw)
      .map(({ text }) => text)
      .join(''),
  ).toBe(raw);
});

test('bytes stand eight a line, and what was lost is told', () => {
  expect(hexLines('{"a":1}\uFFFDĐ')).toBe(
    ['00000000  7b 22 61 22 3a 31 7d ··  {"a":1}.', '00000008  c4 90                    ..'].join('\n'),
  );
});
