// npm run new:connector -- tide-gauge: the folder of a new connector, working from the first minute (one case, its
// README, a fuzz test), and its line in the list. What is left to do stands in the files as sentences, not as stubs.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [name, ...rest] = process.argv.slice(2);
const root = path.resolve(rest[0] === '--root' ? rest[1] : path.join(import.meta.dirname, '..'));
const folder = path.join(root, 'ingest/src/connectors', name ?? '');
const list = path.join(root, 'ingest/src/connector-list.ts');

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}
if (!name || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
  refuse('usage: npm run new:connector -- <name>, small letters, digits and hyphens: tide-gauge');
if (existsSync(folder)) refuse(`there is a connector ${name} already`);

const variable = name.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
const type = variable[0].toUpperCase() + variable.slice(1);

const files = {
  'payload.ts': `// What the source sends, as its documentation says it: give the address of that page here.
import { z } from 'zod';

export const ${variable}Schema = z.object({
  id: z.string().min(1).max(100),
  device: z.string().min(1).max(100),
  time: z.string().max(40),
  value: z.number(),
});
export type ${type} = z.infer<typeof ${variable}Schema>;
`,
  'decode.ts': `// One message is one reading that never changes.
import type { Decoded, Message } from '../../connector.ts';
import { instantFromText } from '../../wire/instant.ts';
import { parseJson, parseShape } from '../../wire/json.ts';
import { ${variable}Schema } from './payload.ts';

export interface ${type}Options {
  readonly topic: string;
  /** Zone of stamps that carry none, e.g. \`+07:00\`. */
  readonly zone: string;
}

/** Throws Reject, with a sentence that a data officer understands. */
export function decode${type}(message: Message, { zone }: ${type}Options): Decoded {
  const { id, device, time, value } = parseShape(${variable}Schema, parseJson(message.body));
  return {
    facts: [
      {
        id,
        kind: 'event',
        wordKey: null,
        wordAt: null,
        observedAt: instantFromText(time, zone),
        type: 'vn.ioc.environment.reading.v1',
        domain: 'environment',
        severity: 'info',
        asset: { externalId: device, kind: 'sensor' },
        point: null,
        reportedUnit: null,
        title: \`\${device}: \${value}\`,
        titleEn: \`\${device}: \${value}\`,
        state: 'read',
        closed: false,
        data: { value },
      },
    ],
  };
}
`,
  'index.ts': `import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { decode${type} } from './decode.ts';

export const ${variable} = defineConnector({
  id: '${name}',
  name: '${name}',
  nameEn: '${name}',
  transports: ['mqtt'],
  source: {
    id: '${name}',
    name: '${name}',
    nameEn: '${name}',
    // The promised rhythm, ms: later than twice that, the source is called late. Null promises nothing.
    cadenceMs: null,
  },
  immutable: true,
  optionsSchema: z.object({
    topic: z.string().min(1).max(100).default('${name}').describe('Chủ đề MQTT | MQTT topic'),
    zone: zoneSchema,
  }),
  accepts: ({ address }, { topic }) => address === topic || address.startsWith(\`\${topic}/\`),
  decode: (message, _context, options) => decode${type}(message, options),
});
`,
  [`${name}.test.ts`]: `import { casesOf, runCase } from '../../testing/golden.ts';
import { fuzzDecoder } from '../../testing/fuzz.ts';
import { sampleTexts } from '../../testing/samples.ts';
import { ${variable} } from './index.ts';

const connector = ${variable}.instance();

describe('${name} cases', () => {
  it.each(casesOf(__dirname))('%s', (name) => {
    const { actual, expected } = runCase(connector, __dirname, name);
    expect(actual).toEqual(expected);
  });
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const addresses = ['${name}'];
  const slowestMs = fuzzDecoder({ connector, addresses, samples: sampleTexts(__dirname) });
  console.info(\`${name}: slowest input \${slowestMs.toFixed(1)} ms\`);
});
`,
  'cases/reading/input.json': `${JSON.stringify(
    {
      address: name,
      json: { id: 'r-1', device: 'station-1', time: '2026-03-01T07:00:00+07:00', value: 1.5 },
    },
    null,
    2,
  )}\n`,
  'README.md': `# ${name}

What the source is, and the page that describes its format.

## Connect a real one

Publish to the topic \`${name}\` with QoS 1.

## In and out

\`{"id":"r-1","device":"station-1","time":"2026-03-01T07:00:00+07:00","value":1.5}\`
→ event of source \`${name}\`, severity \`info\`, title "station-1: 1.5", the station as its device.
`,
};

for (const [file, text] of Object.entries(files)) {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}
const before = readFileSync(list, 'utf8');
const after = before
  .replace(/(?=\nexport const CONNECTORS)/, `import { ${variable} } from './connectors/${name}/index.ts';\n`)
  // The generic one takes whatever is left: it stays last.
  .replace(
    /(CONNECTORS: readonly ConnectorKind\[\] = \[[^\]]*?)(\s*syslog,?\s*\]|\s*\])/,
    (_, head, tail) => {
      const comma = head.trimEnd().endsWith(',') || head.trimEnd().endsWith('[') ? '' : ',';
      return `${head}${comma}\n  ${variable},${tail}`;
    },
  );
writeFileSync(list, after);
console.log(`ingest/src/connectors/${name} is there, and in the list. Next:
  1. payload.ts: the shape the source sends · decode.ts: what it means · README.md: how to connect it
  2. cases/<case>/input.json from real messages, then write the expectations and read them:
     IOC_UPDATE_CASES=1 npm run jest -- ingest/src/connectors/${name}
  3. npm run check`);
