import { dataVi } from '../i18n/data-vi.ts';
import { problemWords } from './problem-words.ts';

test.each([
  ['no connector is called abc', 'Bản cài này không có bộ đọc “abc”.'],
  ['the secret signingKey is not set', 'Chưa đặt bí mật “signingKey”.'],
  ['it takes exactly what nvr-1 takes', dataVi.problems.twice('nvr-1')],
  ['the source it came for does not run: choose one that does', dataVi.problems.chooseRunning],
  ['the source wazuh-2 does not run', 'Nguồn wazuh-2 không chạy.'],
  ['the file cannot be read (ENOENT)', 'Không đọc được tệp (ENOENT).'],
  ['the file is damaged: it cannot be unpacked', 'Tệp bị hỏng: không giải nén được.'],
  [
    'the source did not answer as agreed: the text is not JSON',
    dataVi.problems.noAnswer('Nội dung không phải JSON.'),
  ],
])('“%s” is said in Vietnamese', (sentence, words) => {
  expect(problemWords(sentence, dataVi.problems, 'vi')).toBe(words);
});

test('a sentence that is not known is shown as it is', () => {
  expect(problemWords('the year is no year', dataVi.problems, 'vi')).toBe('the year is no year');
});
