import { agentWords } from './agent-words.ts';

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    { browser: 'Edge', system: 'Windows' },
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; SM-A556E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    { browser: 'Chrome', system: 'Android' },
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1',
    { browser: 'Safari', system: 'iOS' },
  ],
])('%s', (agent, words) => {
  expect(agentWords(agent)).toEqual(words);
});

test('what says nothing is not guessed at', () => {
  expect(agentWords('curl/8.5.0')).toBeNull();
  expect(agentWords(null)).toBeNull();
});
