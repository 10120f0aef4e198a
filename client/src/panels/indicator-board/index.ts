import { definePanel } from '../../panel-kit/define-panel.tsx';
import { indicatorBoardSamples } from './samples.ts';
import { selectBoard } from './select.ts';
import { IndicatorBoardView } from './View.tsx';

/** Departments state by the month, some days after its end. */
const PROMISE_MS = 65 * 86_400_000;

export const indicatorBoard = definePanel({
  id: 'indicator-board',
  title: (text) => text.panels.indicatorBoard.title,
  note: (text) => text.panels.indicatorBoard.note,
  emptyText: (text) => text.panels.indicatorBoard.empty,
  channels: [],
  resources: ['indicatorValues'],
  everyMs: 5000,
  promiseMs: PROMISE_MS,
  select: selectBoard,
  isEmpty: (cards) => cards.length === 0,
  claims: (_input, cards) => {
    const checked = cards.flatMap(({ sumDifference }) => sumDifference ?? []);
    const oldest = cards.toSorted((a, b) => Date.parse(a.asOf) - Date.parse(b.asOf))[0];
    return {
      sum: checked.length > 0 ? { difference: Math.max(...checked.map(Math.abs)) } : null,
      asOf: oldest?.asOf ?? null,
      sources: null,
    };
  },
  figures: (_input, cards) =>
    cards.map((card) => ({
      key: card.indicator,
      sum: card.sumDifference === null ? null : { difference: card.sumDifference },
      asOf: card.asOf,
      sources: [card.source],
      period: { start: card.periodStart, end: card.periodEnd },
      citation: card.citation,
      restated: card.restated,
    })),
  View: IndicatorBoardView,
  samples: indicatorBoardSamples,
});
