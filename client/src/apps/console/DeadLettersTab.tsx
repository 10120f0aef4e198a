import type { DeadLetter } from '@ioc/contracts/dead-letter';
import { useFormat, useText } from '../../i18n/language.ts';
import { ListFoot } from '../../shell/ListFoot.tsx';
import { useList } from '../../api/use-list.ts';

function Letter({ letter }: { readonly letter: DeadLetter }) {
  const text = useText().console.deadLetter;
  const format = useFormat();
  return (
    <li>
      <details className="letter">
        <summary>
          <span className="figures letter-count">× {format.number(letter.count)}</span>
          <span className="letter-reason" data-disposition={letter.disposition}>
            {text.disposition[letter.disposition]}: {text.reasons[letter.reason]}
          </span>
          <span className="letter-detail">{letter.detail}</span>
          <span className="letter-source">{letter.source}</span>
          <time className="figures" dateTime={letter.lastReceivedAt}>
            {format.dateTime(letter.lastReceivedAt)}
          </time>
        </summary>
        <dl className="facts figures">
          <div>
            <dt>{text.detail}</dt>
            <dd>{letter.detail}</dd>
          </div>
          <div>
            <dt>{text.address}</dt>
            <dd>{letter.address ?? '–'}</dd>
          </div>
          <div>
            <dt>{text.first}</dt>
            <dd>{format.dateTime(letter.firstReceivedAt)}</dd>
          </div>
          <div>
            <dt>{text.last}</dt>
            <dd>{format.dateTime(letter.lastReceivedAt)}</dd>
          </div>
        </dl>
        <h3>
          {text.raw} <small className="figures">{text.rawBytes(format.number(letter.rawBytes))}</small>
        </h3>
        <pre>{letter.raw}</pre>
      </details>
    </li>
  );
}

/** What could not become a fact: why, how often, and the bytes themselves. */
export function DeadLettersTab() {
  const text = useText();
  const list = useList<DeadLetter>('/api/v1/dead-letters?limit=100');
  return (
    <div className="tab-body">
      <ul className="letters">
        {list.items.map((letter) => (
          <Letter key={letter.id} letter={letter} />
        ))}
      </ul>
      <ListFoot list={list} shown={list.items.length} emptyText={text.console.deadLetter.empty} />
    </div>
  );
}
