import { FULL, readArguments } from './arguments.ts';

const KNOWN = ['a1', 'b1'];

it('runs everything at full effort when told nothing', () => {
  expect(readArguments([], KNOWN)).toEqual({ ids: [], effort: FULL, short: false });
});

it('runs the lines that are named', () => {
  expect(readArguments(['b1', 'a1'], KNOWN).ids).toEqual(['b1', 'a1']);
});

it('calls a run short that has fewer rounds than the method asks for', () => {
  expect(readArguments(['a1', '--rounds', '1'], KNOWN)).toMatchObject({ short: true, effort: { rounds: 1 } });
  expect(readArguments(['--seconds', '30'], KNOWN).short).toBe(false);
});

it.each([[['a9']], [['--rounds']], [['--rounds', '0']], [['--fast', '1']]])(
  'does not guess at %j',
  (words) => {
    expect(() => readArguments(words, KNOWN)).toThrow('npm run bench');
  },
);
