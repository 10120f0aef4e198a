// What attackers write. Pollution of prototypes, SQL, and what no form sends.
export const SQL_WORDS = [
  `'`,
  `''`,
  `"`,
  `a' OR '1'='1`,
  `a') OR ('1'='1' --`,
  `a' UNION SELECT NULL,NULL,NULL --`,
  `1; CREATE TABLE injected (a int); --`,
  `a'; CREATE TABLE injected (a int); --`,
  `a'; DROP TABLE session; --`,
  `a' || (SELECT body FROM audit_entry LIMIT 1) || '`,
  `$1`,
  `$$; SELECT pg_sleep(20); $$`,
  `1 OR pg_sleep(20) IS NULL`,
  `a' AND 1=(SELECT count(*) FROM pg_sleep(20)) --`,
  `\\'; SELECT 1; --`,
  `%27%20OR%201=1`,
  `/**/OR/**/1=1`,
] as const;

export const STRANGE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
] as const;

export const POLLUTING_QUERY = [
  '__proto__[polluted]=1',
  '__proto__.polluted=1',
  '__proto__=1',
  'constructor[prototype][polluted]=1',
  'constructor.prototype.polluted=1',
  'toString=1&valueOf=2&then=3',
].join('&');

const pollution = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';

/** Bodies as text: JSON.stringify would not write `__proto__`. */
export function pollutingBodies(sane: Readonly<Record<string, unknown>>): string[] {
  const inside = JSON.stringify(sane).slice(1, -1);
  const nested = Object.keys(sane).map((name) => `{${inside},${JSON.stringify(name)}:{${pollution}}}`);
  const wrong = Object.keys(sane).flatMap((name) =>
    ['[]', '["a"]', '1', '1e400', 'true', 'null', '{}', '""'].map(
      (value) => `{${inside},${JSON.stringify(name)}:${value}}`,
    ),
  );
  return [
    `{${pollution}}`,
    `{${inside},${pollution}}`,
    `[{${pollution}}]`,
    `{"\\u005f\\u005fproto__":{"polluted":1}}`,
    ...nested,
    ...wrong,
    '[]',
    '"a"',
    '1',
    'null',
    'true',
    '',
    '{',
    '\u0000',
    `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
    `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
    `{${Array.from({ length: 3_000 }, (_, at) => `"k${at}":1`).join(',')}}`,
    `{"${'k'.repeat(10_000)}":1}`,
  ];
}
