/** @jsxImportSource preact */
import type { TrackAnswer } from '@ioc/contracts/api/report';
import { shortMoment } from '../../../light-kit/formats.ts';
import { usePortal } from '../frame/context.ts';
import { stateText } from './states.ts';

export function Timeline({ answer }: { answer: TrackAnswer }) {
  const { words, language } = usePortal();
  const newestFirst = [...answer.history].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <ol class="timeline">
      {newestFirst.map(({ at, state }, index) => (
        <li key={`${at} ${state}`} aria-current={index === 0 ? 'step' : undefined}>
          <strong>{stateText(state, words)}</strong>
          {index === 0 && <em>{words.historyNow}</em>}
          <time class="figures" dateTime={at}>
            {shortMoment(at, language)}
          </time>
        </li>
      ))}
    </ol>
  );
}
