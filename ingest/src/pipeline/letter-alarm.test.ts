import { LetterAlarm } from './letter-alarm.ts';

let nowMs: number;
let alarm: LetterAlarm;
beforeEach(() => {
  nowMs = Date.parse('2026-03-01T00:00:00Z');
  alarm = new LetterAlarm(() => nowMs);
});
const said = () => alarm.due().map(({ id, state }) => `${state} ${id.split('/')[1]}`);

it('is raised once when much of a source cannot be read, and closed when it is quiet again', () => {
  for (let n = 0; n < 25; n++) alarm.count('portal', 1, 1);
  expect(said()).toEqual(['active portal']);
  alarm.count('portal', 30, 30);
  expect(said()).toEqual([]);
  nowMs += 6 * 60_000;
  alarm.count('portal', 0, 10);
  expect(said()).toEqual(['closed portal']);
  expect(said()).toEqual([]);
});

it('is closed for a source that says nothing any more', () => {
  alarm.count('portal', 25, 25);
  expect(said()).toEqual(['active portal']);
  nowMs += 6 * 60_000;
  expect(said()).toEqual(['closed portal']);
});

it('leaves a few bad ones among many to the list', () => {
  alarm.count('camera', 19, 19);
  alarm.count('busy', 50, 5_000);
  expect(said()).toEqual([]);
});

it('says the same word again with the same key, and another time with another', () => {
  alarm.count('portal', 25, 25);
  const [first] = alarm.due();
  nowMs += 6 * 60_000;
  const [closed] = alarm.due();
  expect(closed).toMatchObject({ id: first?.id, observedAt: first?.observedAt, closed: true });
  expect(closed?.wordKey).not.toBe(first?.wordKey);
  alarm.count('portal', 25, 25);
  expect(alarm.due()[0]?.id).not.toBe(first?.id);
});

it('is closed after a restart too', () => {
  alarm.count('portal', 25, 25);
  const [raised] = alarm.due();
  const next = new LetterAlarm(() => nowMs + 60_000);
  next.restore(alarm.raised);
  expect(next.due()).toMatchObject([{ id: raised?.id, state: 'closed' }]);
  expect(next.raised).toEqual({});
});

it('does not count itself', () => {
  alarm.count('ingest', 500, 500);
  expect(said()).toEqual([]);
});
