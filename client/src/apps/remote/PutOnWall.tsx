import type { WallCommand } from '@ioc/contracts/api/walls';
import type { Shown } from '@ioc/contracts/director';
import { MonitorUp } from 'lucide-react';
import { useDirectorText } from '../../i18n/director-text.ts';
import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { SeverityMark } from '../../marks/SeverityMark.tsx';
import { newestFirst } from '../../panel-kit/item-line.ts';
import { repeatsOf } from '../../panel-kit/repeats.ts';
import { useLiveness, useStream } from '../../stream/use-hub.tsx';

const SHOWN = 8;

interface Props {
  readonly shown: Shown;
  readonly tell: (command: WallCommand) => void;
}

/** What is critical now, newest first, repeats folded into their newest: a finger puts it on the wall. */
export function PutOnWall({ shown, tell }: Props) {
  const text = useDirectorText().remote;
  const words = useText();
  const language = useLanguage();
  const format = useFormat();
  const { nowMs } = useLiveness();
  const { rows } = useStream('critical');
  const open = repeatsOf([...rows.values()].filter(({ closed }) => !closed).toSorted(newestFirst)).slice(
    0,
    SHOWN,
  );
  return (
    <section className="remote-card" aria-labelledby="remote-put">
      <h2 id="remote-put">{text.showTitle}</h2>
      {open.length === 0 && <p className="remote-none">{text.noCritical}</p>}
      <ul className="remote-items">
        {open.map(({ row: item, times }) => (
          <li key={item.key}>
            <SeverityMark severity={item.severity} />
            <p>
              <strong>
                {localName(language, item.title, item.titleEn)}
                {times > 1 && <span className="remote-times figures"> ×{format.number(times)}</span>}
              </strong>
              <small>
                {words.domain[item.domain]} · {format.ago(nowMs - Date.parse(item.observedAt))}
              </small>
            </p>
            <button
              type="button"
              className="button"
              data-quiet="true"
              aria-label={`${text.show}: ${localName(language, item.title, item.titleEn)}`}
              disabled={shown.interruption?.item.key === item.key}
              onClick={() => tell({ do: 'show', source: item.source, id: item.id })}
            >
              <MonitorUp aria-hidden="true" />
              <span>{text.show}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
