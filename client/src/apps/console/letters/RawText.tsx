import { useMemo, useState } from 'react';
import { CopyBlock } from '../../../data-kit/CopyBlock.tsx';
import { useDataText } from '../../../i18n/data-text.ts';
import { hexLines, jsonText, rawViews, textParts } from './raw-view.ts';
import type { RawView } from './raw-view.ts';

function VisibleText({ raw }: { readonly raw: string }) {
  return textParts(raw).map(({ text, control }, index) =>
    control === null ? (
      text
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- parts of one text that never changes have no other name
      <mark key={index} className="raw-control">
        {control}
      </mark>
    ),
  );
}

/** The bytes: laid out when they are JSON, else as text with everything visible, else in hexadecimal. */
export function RawText({ raw }: { readonly raw: string }) {
  const text = useDataText().letters;
  const views = useMemo(() => rawViews(raw), [raw]);
  const [picked, setPicked] = useState<RawView | null>(null);
  const view = picked ?? views[0] ?? 'text';
  const shown = useMemo(
    () => (view === 'json' ? jsonText(raw) : view === 'hex' ? hexLines(raw) : raw),
    [raw, view],
  );
  const hasControls = view === 'text' && textParts(raw).some(({ control }) => control !== null);
  return (
    <section className="raw">
      <div className="raw-head">
        <h3>{text.raw}</h3>
        <fieldset className="raw-views" aria-label={text.view}>
          {views.map((one) => (
            <button key={one} type="button" aria-pressed={one === view} onClick={() => setPicked(one)}>
              {text.views[one]}
            </button>
          ))}
        </fieldset>
      </div>
      {view === 'hex' && <p className="form-hint">{text.hexLead}</p>}
      {hasControls && <p className="form-hint">{text.controls}</p>}
      <div className="raw-text" data-view={view}>
        <CopyBlock label={text.raw} value={shown}>
          {view === 'text' ? <VisibleText raw={raw} /> : shown}
        </CopyBlock>
      </div>
    </section>
  );
}
