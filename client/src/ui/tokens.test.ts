import { readFileSync } from 'node:fs';
import path from 'node:path';

type Tokens = Readonly<Record<string, string>>;

const CSS = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');
const tokensOf = (css = ''): Tokens =>
  Object.fromEntries(
    [...css.matchAll(/--([\w-]+):\s*(#[\da-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
const [darkCss, lightCss] = CSS.split(":root[data-theme='light']");
const dark = tokensOf(darkCss);
const THEMES: readonly (readonly [string, Tokens])[] = [
  ['dark', dark],
  ['light', { ...dark, ...tokensOf(lightCss) }],
];

const SURFACES = ['ground', 'sunken', 'surface', 'raised', 'hover'];
/** Colours that words are written in; those of a wash are for their wash alone. */
const INKS = /^(ink|severity|domain|accent|brand|good|warn|bad)(?!.*-(wash|ink)$)/;

/** Relative luminance of WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one = '', other = ''): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(THEMES)('in the %s theme', (_, tokens) => {
  it('every colour that words are written in can be read on every surface', () => {
    const inks = Object.keys(tokens).filter((name) => INKS.test(name));
    expect(inks.length).toBeGreaterThan(20);
    const faint = inks.flatMap((ink) =>
      SURFACES.filter((surface) => contrast(tokens[ink], tokens[surface]) < 4.5).map(
        (surface) => `${ink} on ${surface}`,
      ),
    );
    expect(faint).toEqual([]);
  });

  it.each(['good', 'warn', 'bad', 'severity-critical', 'accent'])('%s can be read on its wash', (name) => {
    expect(contrast(tokens[name], tokens[`${name}-wash`])).toBeGreaterThanOrEqual(4.5);
  });

  it('the edge of a field and the mark of focus can be seen on what they lie on', () => {
    for (const surface of ['ground', 'surface', 'raised']) {
      expect(contrast(tokens['line-control'], tokens[surface])).toBeGreaterThanOrEqual(3);
      expect(contrast(tokens['focus'], tokens[surface])).toBeGreaterThanOrEqual(3);
    }
  });
});
