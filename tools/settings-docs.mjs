// The README's table of settings and .env.example, written from the schemas that check them: documentation that cannot
// drift. `--check` fails when they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { settingsSchema as ingest } from '../ingest/src/config.ts';
import { settingsSchema as server } from '../server/src/config.ts';
import { launchSettingsSchema as start } from '../standalone/src/launch/settings.ts';

const root = path.resolve(import.meta.dirname, '..');
const READERS = { start, ingest, server };

/** A file of this repository as it is named from its root, wherever that lies; everything else as it is. */
function fromHere(fallback) {
  if (typeof fallback !== 'string' || !path.isAbsolute(fallback)) return fallback;
  const relative = path.relative(root, fallback);
  return relative.startsWith('..') ? fallback : relative;
}

/** Unwraps optional and default; answers the schema's description and default. */
function facts(schema) {
  let description = schema.description;
  let fallback;
  let optional = false;
  for (let inner = schema; inner?.def; inner = inner.def.innerType ?? inner.def.in) {
    description ??= inner.description;
    if (inner.def.type === 'optional') optional = true;
    if (inner.def.type === 'default') fallback ??= inner.def.defaultValue;
    if (!inner.def.innerType && inner.def.type !== 'pipe') break;
  }
  return { description, fallback: fromHere(fallback), optional };
}

const settings = new Map();
for (const [reader, schema] of Object.entries(READERS)) {
  for (const [name, field] of Object.entries(schema.shape)) {
    const known = settings.get(name) ?? { name, readers: [], ...facts(field) };
    known.description ??= facts(field).description;
    known.readers.push(reader);
    settings.set(name, known);
  }
}
const undescribed = [...settings.values()].filter((setting) => !setting.description);
if (undescribed.length) {
  console.error(`settings without a description: ${undescribed.map((setting) => setting.name).join(', ')}`);
  process.exit(1);
}
const sorted = [...settings.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
const defaultOf = ({ fallback, optional }) =>
  fallback === undefined || fallback === ''
    ? optional || fallback === ''
      ? '–'
      : 'required'
    : `\`${fallback}\``;

const table = [
  '| setting | default | what | read by |',
  '|---|---|---|---|',
  ...sorted.map((s) => `| \`${s.name}\` | ${defaultOf(s)} | ${s.description} | ${s.readers.join(', ')} |`),
].join('\n');
const example = [
  '# Every setting with its default; `npm start` needs none of them. Written by tools/settings-docs.mjs.',
  ...sorted.map((s) => `\n# ${s.description} (${s.readers.join(', ')})\n#${s.name}=${s.fallback ?? ''}`),
  '',
].join('\n');

const readmeFile = path.join(root, 'README.md');
const readme = readFileSync(readmeFile, 'utf8');
const wanted = readme.replace(
  /(<!-- settings:.*?-->\n)[\s\S]*?(<!-- \/settings -->)/,
  (_all, begin, end) => `${begin}${table}\n${end}`,
);
const files = [
  [readmeFile, wanted],
  [path.join(root, '.env.example'), example],
];
const current = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
const stale = files.filter(([file, text]) => current(file) !== text);
if (process.argv.includes('--check')) {
  if (stale.length) {
    console.error(`out of date: ${stale.map(([file]) => path.basename(file)).join(', ')}; run npm run docs`);
    process.exit(1);
  }
  console.log(`settings: ${sorted.length} documented as they are checked`);
} else {
  for (const [file, text] of files) writeFileSync(file, text);
  console.log(`settings: ${sorted.length} written to README.md and .env.example`);
}
