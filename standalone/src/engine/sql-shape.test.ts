import fc from 'fast-check';
import { shapeOf } from './sql-shape.ts';

describe('shapeOf', () => {
  it.each([
    'COPY word FROM STDIN',
    'copy "word" (id, text) from stdin with (format csv)',
    '-- first\n/* second /* nested */ */ COPY word FROM\n STDIN;',
    'BEGIN; COPY word FROM STDIN',
  ])('sees a COPY that needs data: %s', (sql) => {
    expect(shapeOf(sql)).toEqual({ kind: 'copy-in' });
  });

  it.each([
    `SELECT 'copy word from stdin'`,
    `SELECT 'it''s; copy word from stdin'`,
    String.raw`SELECT E'\'; copy word from stdin'`,
    'SELECT $$;copy word from stdin;$$',
    'SELECT $tag$;copy word from stdin;$$;copy a from stdin$tag$',
    'SELECT 1 AS "; copy word from stdin"',
    'SELECT 1 -- ; copy word from stdin',
    'SELECT 1 /* ; copy word from stdin */',
    'COPY (SELECT a FROM stdin) TO STDOUT',
    `COPY word FROM '/tmp/file'`,
    'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $f$ LISTEN bell; $f$',
    'SELECT listen FROM unlisten',
    'DEALLOCATE one',
    'INSERT INTO word VALUES ($1)',
  ])('leaves alone what only mentions it: %s', (sql) => {
    expect(shapeOf(sql)).toEqual({ kind: 'plain' });
  });

  it('reads channels as PostgreSQL does: folded unless quoted', () => {
    expect(shapeOf('LISTEN Bell; listen "Big ""Bell"""')).toMatchObject({
      kind: 'session',
      effects: [
        { kind: 'listen', channel: 'bell' },
        { kind: 'listen', channel: 'Big "Bell"' },
      ],
    });
  });

  it('replaces what would speak for every connection', () => {
    expect(shapeOf('UNLISTEN *')).toMatchObject({ effects: [{ kind: 'unlisten', channel: '*' }] });
    expect(shapeOf('discard all;')).toMatchObject({ sql: 'RESET ALL' });
    expect(shapeOf('DEALLOCATE PREPARE ALL')).toMatchObject({ effects: [{ kind: 'forget-statements' }] });
    for (const sql of ['UNLISTEN bell', 'DEALLOCATE ALL']) {
      expect(shapeOf(sql)).toMatchObject({ sql: expect.not.stringContaining('ALL') as string });
    }
  });

  it('refuses what cannot be kept apart', () => {
    expect(shapeOf('COPY a FROM STDIN; COPY b FROM STDIN').kind).toBe('refused');
    expect(shapeOf('SELECT 1; UNLISTEN *').kind).toBe('refused');
  });

  it('ends on any text', () => {
    const pieces = fc.constantFrom(
      'copy',
      ' from stdin',
      "'",
      '"',
      '$',
      '$a$',
      "e'",
      '\\',
      '/*',
      '*/',
      '--',
      '\n',
      ';',
      '(',
      ')',
      'listen x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 }))), (parts) => {
        expect(shapeOf(parts.join('')).kind).toMatch(/plain|copy-in|session|refused/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is quick with a long text', () => {
    const sql = `SELECT '${"it''s a copy ".repeat(200_000)}'`;
    const startedAtMs = performance.now();
    expect(shapeOf(sql).kind).toBe('plain');
    expect(performance.now() - startedAtMs).toBeLessThan(1_000);
  });
});
