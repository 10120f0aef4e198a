import { StatementNames } from './statement-names.ts';
import { encodeMessage, messagesIn } from './wire-messages.ts';

const nameIn = (message: Buffer, from: number) => message.toString('utf8', from, message.indexOf(0, from));

describe('StatementNames', () => {
  it('gives a name one of its own in the engine, the same in every message, another per connection', () => {
    const [one, two] = [new StatementNames(1), new StatementNames(2)];
    const parse = encodeMessage('P', 'same\0select 1\0\0\0');
    const mine = nameIn(one.translate('P', parse), 5);
    expect(nameIn(one.translate('B', encodeMessage('B', '\0same\0\0\0\0\0\0\0')), 6)).toBe(mine);
    expect(nameIn(one.translate('D', encodeMessage('D', 'Ssame\0')), 6)).toBe(mine);
    expect(nameIn(two.translate('P', parse), 5)).not.toBe(mine);
  });

  it('keeps names apart that PostgreSQL would cut to the same 63 bytes once prefixed', () => {
    const names = new StatementNames(1);
    const engineName = (name: string) =>
      nameIn(names.translate('P', encodeMessage('P', `${name}\0x\0\0\0`)), 5);
    expect(engineName(`${'n'.repeat(62)}a`)).not.toBe(engineName(`${'n'.repeat(62)}b`));
  });

  it('leaves unnamed statements and portals alone', () => {
    const names = new StatementNames(1);
    const unnamed = encodeMessage('P', '\0select 1\0\0\0');
    const portal = encodeMessage('D', 'Pportal\0');
    expect(names.translate('P', unnamed)).toBe(unnamed);
    expect(names.translate('D', portal)).toBe(portal);
    expect(names.closeAll()).toBeNull();
  });

  it('closes what is still open, and nothing twice', () => {
    const names = new StatementNames(1);
    for (const name of ['a', 'b']) names.translate('P', encodeMessage('P', `${name}\0x\0\0\0`));
    names.translate('C', encodeMessage('C', 'Sa\0'));
    const types = [...messagesIn(names.closeAll() ?? Buffer.alloc(0))].map(({ type }) => type);
    expect(types).toEqual(['C', 'S']);
    expect(names.closeAll()).toBeNull();
  });

  it('refuses a name without end', () => {
    expect(() => new StatementNames(1).translate('P', encodeMessage('P', 'endless'))).toThrow(
      'invalid string',
    );
  });
});
