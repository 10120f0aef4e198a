import { AnswersInOrder } from './answers-in-order.ts';

it('gives each answer when it is due and those before it were given', () => {
  const given: number[] = [];
  const answers = new AnswersInOrder();
  const due = [1, 2, 3, 4].map((n) => answers.owe(() => given.push(n)));
  due[1]?.();
  due[2]?.();
  expect(given).toEqual([]);
  due[0]?.();
  expect(given).toEqual([1, 2, 3]);
  due[3]?.();
  expect(given).toEqual([1, 2, 3, 4]);
});

it('gives no answer that was owed to a connection that is gone', () => {
  const given: number[] = [];
  const answers = new AnswersInOrder();
  const [first, second] = [1, 2].map((n) => answers.owe(() => given.push(n)));
  second?.();
  answers.forget();
  first?.();
  answers.owe(() => given.push(3))();
  expect(given).toEqual([3]);
});
