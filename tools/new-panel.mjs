// npm run new:panel -- noise: the folder of a new panel, working from the first minute (samples of every state, a test),
// its words in both languages, its line in the list and its name for scenes. See it in /gallery, then change it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [name, ...rest] = process.argv.slice(2);
const root = path.resolve(rest[0] === '--root' ? rest[1] : path.join(import.meta.dirname, '..'));
const folder = path.join(root, 'client/src/panels', name ?? '');

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}
if (!name || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
  refuse('usage: npm run new:panel -- <name>, small letters, digits and hyphens: noise');
if (existsSync(folder)) refuse(`there is a panel ${name} already`);

const variable = name.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
const type = variable[0].toUpperCase() + variable.slice(1);

const files = {
  'select.ts': `import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';

export interface ${type} {
  readonly total: number;
}

/** Rows in, a small plain model out: the panel paints only when its text changes. */
export const select${type} = (input: PanelInput): ${type} => ({ total: rowsOf(input, 'latest').size });
`,
  'select.test.ts': `import { sampleInput, sampleItem } from '../../panel-kit/sample-input.ts';
import { select${type} } from './select.ts';

test('counts what the channel holds', () => {
  const latest = [sampleItem(0), sampleItem(1)];
  expect(select${type}(sampleInput({ latest }))).toEqual({ total: 2 });
});
`,
  'View.tsx': `import { useFormat } from '../../i18n/language.ts';
import type { ${type} } from './select.ts';
import './${name}.css';

export function ${type}View({ model }: { readonly model: ${type} }) {
  const format = useFormat();
  return <p className="${name} figures">{format.number(model.total)}</p>;
}
`,
  [`${name}.css`]: `.${name} {
  padding: 0 var(--gap-4);
  font-size: var(--text-figure);
  font-weight: 600;
}
`,
  'samples.ts': `import { sampleItem, samplesOfStates } from '../../panel-kit/sample-input.ts';

export const ${variable}Samples = samplesOfStates({ latest: [0, 1, 2].map((index) => sampleItem(index)) });
`,
  'index.ts': `import { definePanel } from '../../panel-kit/define-panel.tsx';
import { ${variable}Samples } from './samples.ts';
import { select${type} } from './select.ts';
import { ${type}View } from './View.tsx';

export const ${variable} = definePanel({
  id: '${name}',
  title: (text) => text.panels.${variable}.title,
  emptyText: (text) => text.panels.${variable}.empty,
  channels: ['latest'],
  everyMs: 1000,
  select: select${type},
  isEmpty: ({ total }) => total === 0,
  View: ${type}View,
  samples: ${variable}Samples,
});
`,
};

/** Every place is found before anything is written. */
const edits = [];
function edit(file, change) {
  const where = path.join(root, file);
  const before = readFileSync(where, 'utf8');
  const after = change(before);
  if (after === before) refuse(`${file} does not look as expected; nothing was written`);
  edits.push([where, after]);
}
const words = (title, empty) => (text) =>
  text.replace(
    /^ {2}panels: \{\n/m,
    (line) => `${line}    ${variable}: { title: '${title}', empty: '${empty}' },\n`,
  );
edit('client/src/i18n/vi.ts', words(name, 'Chưa có sự kiện nào'));
edit('client/src/i18n/en.ts', words(name, 'No event yet'));
edit('client/src/panels/list.ts', (text) =>
  text
    .replace(/^(import \{ \w+ \} from '\.\/)/m, `import { ${variable} } from './${name}/index.ts';\n$1`)
    .replace('readonly Panel[] = [\n', `readonly Panel[] = [\n  ${variable},\n`),
);
edit('contracts/src/scene.ts', (text) =>
  text.replace('SCENE_PANELS = [\n', `SCENE_PANELS = [\n  '${name}',\n`),
);

mkdirSync(folder, { recursive: true });
for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
for (const [where, text] of edits) writeFileSync(where, text);
console.log(
  `client/src/panels/${name}: give it a Vietnamese title in client/src/i18n/vi.ts, see it in /gallery, place it in a scene`,
);
