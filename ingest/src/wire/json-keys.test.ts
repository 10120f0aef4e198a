import { hasKey, topLevelKeys } from './json-keys.ts';

const keys = (text: string) => [...topLevelKeys(Buffer.from(text))];

it('tells the keys of the outermost object alone', () => {
  expect(keys(' { "a" : {"b":1}, "c":["d",{"e":"\\"f\\":"}], "g":"h" } ')).toEqual(['a', 'c', 'g']);
  expect(keys('[{"a":1}]')).toEqual([]);
  expect(keys('{"a":1,"b":{"c"')).toEqual(['a', 'b']);
  expect(keys('')).toEqual([]);
});

it('does not take a key inside, or a value, for a key', () => {
  const wazuh = Buffer.from('{"rule":{},"data":{"event_type":"alert"},"location":"event_type"}');
  expect(hasKey(wazuh, 'event_type')).toBe(false);
  expect(hasKey(Buffer.from('{"x":1,"event_type":"alert"}'), 'event_type')).toBe(true);
});
