import { indicatorsOf, sumCounts } from './indicators.ts';

describe('service indicators', () => {
  it('are honest: what is open and overdue weighs like what was closed late', () => {
    const { onTime, onTimeClosedOnly } = indicatorsOf([{ closedOnTime: 90, closedLate: 0, openOverdue: 10 }]);
    expect({ onTime, onTimeClosedOnly }).toEqual({ onTime: 90, onTimeClosedOnly: 100 });
  });

  it('never read an absent count as zero', () => {
    const figures = [{ received: 10, receivedOnline: 5 }, { received: 90 }];
    expect(indicatorsOf(figures).onlineRate).toBe(50);
    expect(indicatorsOf(figures).digitisedRate).toBeNull();
    expect(sumCounts(figures)).toEqual({ received: 100, receivedOnline: 5 });
  });

  it('say nothing about nothing', () => {
    expect(indicatorsOf([{ closedOnTime: 0, closedLate: 0, openOverdue: 0 }]).onTime).toBeNull();
  });

  it('weigh satisfaction by what was received', () => {
    expect(
      sumCounts([
        { received: 1, satisfaction: 50 },
        { received: 3, satisfaction: 90 },
      ]).satisfaction,
    ).toBe(80);
  });
});
