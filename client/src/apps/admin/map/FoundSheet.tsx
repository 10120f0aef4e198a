import type { MapImportResult } from '@ioc/contracts/api/map-imports';
import type { MapFrameId } from '@ioc/contracts/map-frame';
import type { ReactNode } from 'react';
import { useFormat } from '../../../i18n/language.ts';
import { useSiteMapText } from '../../../i18n/site-map-text.ts';
import { Note } from '../../../ui/Note.tsx';
import { FoundMap } from './FoundMap.tsx';
import { frameName } from './frame-name.ts';
import { useSize } from './use-size.ts';

interface Props {
  readonly result: MapImportResult;
  readonly kind: 'units' | 'layer';
  readonly onFrame: (frame: MapFrameId) => void;
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}

function Facts({ result, kind }: Omit<Props, 'onFrame'>) {
  const text = useSiteMapText();
  const format = useFormat();
  const { features, areas, lines, points, frame, frameBy, inside, outside } = result;
  const size = useSize();
  const { matched, missingCount, missing, strangers, mended, refused, bytes } = result;
  const number = (value: number) => format.number(value);
  return (
    <dl className="found-facts">
      <Line label={text.found.features}>
        {number(features)} · {text.found.shapes(number(areas), number(lines), number(points))}
      </Line>
      {frame && frameBy && (
        <Line label={text.found.frame}>
          {frameName(frame, text.frameNames)} ({text.found.frameBy[frameBy]})
        </Line>
      )}
      <Line label={text.found.inside}>
        {number(inside)}
        {outside > 0 && ` · ${text.found.outside(number(outside))}`}
      </Line>
      {kind === 'units' && (
        <Line label={text.found.matched}>
          {number(matched)}
          {missingCount > 0 && ` · ${text.found.missing(number(missingCount))}: ${missing.join(', ')}`}
        </Line>
      )}
      {strangers.length > 0 && <Line label={text.found.strangers}>{strangers.join(', ')}</Line>}
      {mended > 0 && <Line label={text.found.mended}>{number(mended)}</Line>}
      {refused > 0 && <Line label={text.found.refused}>{number(refused)}</Line>}
      {bytes > 0 && <Line label={text.found.bytes}>{size(bytes)}</Line>}
    </dl>
  );
}

/** Frames in which the file comes to lie where it belongs, each to be tried. */
function Suggestions({ result, onFrame }: Omit<Props, 'kind'>) {
  const text = useSiteMapText();
  const format = useFormat();
  if (result.suggestions.length === 0) return null;
  return (
    <ul className="found-frames">
      {result.suggestions.map(({ frame, inside }) => (
        <li key={frame}>
          <button type="button" className="button" data-quiet="true" onClick={() => onFrame(frame)}>
            {text.tryFrame}: {frameName(frame, text.frameNames)} · {text.fits(format.percent(inside))}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Problems({ problems }: Pick<MapImportResult, 'problems'>) {
  const text = useSiteMapText();
  if (problems.length === 0) return null;
  return (
    <details className="found-problems">
      <summary>
        {text.problemsTitle} ({problems.length})
      </summary>
      <ul>
        {problems.map(({ feature, name, why }) => (
          <li key={`${feature} ${why}`}>
            {text.feature(String(feature))}
            {name !== '' && ` (${name})`}: {text.problem[why]}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What was found in the file, where it lies, and what is wrong with it. */
export function FoundSheet({ result, kind, onFrame }: Props) {
  const text = useSiteMapText();
  const { refusal, turned } = result;
  const isFramed = refusal === null || refusal === 'far-away' || refusal === 'needs-frame';
  return (
    <section className="found" aria-label={result.file}>
      <div className="found-words">
        {refusal && <Note tone="bad" title={text.refusal[refusal]} />}
        {(refusal !== null || result.outside > result.inside) && isFramed && (
          <Suggestions result={result} onFrame={onFrame} />
        )}
        {turned && <Note tone="info" title={text.found.turned} />}
        {result.frame && <Facts result={result} kind={kind} />}
        <Problems problems={result.problems} />
      </div>
      <FoundMap result={result} />
    </section>
  );
}
