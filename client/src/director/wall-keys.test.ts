import { commandOfKey } from './wall-keys.ts';

const scenes = ['overview', 'traffic'];
const at = (mode: 'rotating' | 'paused' | 'pinned' | 'interrupted') => ({ mode, area: 'province' as const });

test('keys pause, turn, pin and take back', () => {
  expect(commandOfKey(' ', at('rotating'), scenes)).toEqual({ do: 'pause' });
  expect(commandOfKey(' ', at('pinned'), scenes)).toEqual({ do: 'resume' });
  expect(commandOfKey('ArrowRight', at('paused'), scenes)).toEqual({ do: 'next' });
  expect(commandOfKey('2', at('rotating'), scenes)).toEqual({
    do: 'pin',
    scene: 'traffic',
    area: 'province',
  });
  expect(commandOfKey('U', at('rotating'), scenes)).toEqual({ do: 'undo' });
});

test('a key that means nothing now tells the wall nothing', () => {
  expect(commandOfKey('9', at('rotating'), scenes)).toBeNull();
  expect(commandOfKey('e', at('rotating'), scenes)).toBeNull();
  expect(commandOfKey('e', at('interrupted'), scenes)).toEqual({ do: 'end' });
  expect(commandOfKey('x', at('rotating'), scenes)).toBeNull();
});
