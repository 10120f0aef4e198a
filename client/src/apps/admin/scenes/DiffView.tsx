import { useMemo } from 'react';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { lineDiff } from './line-diff.ts';

/** Unchanged lines shown around what changed. */
const AROUND = 2;
const SIGNS = { same: ' ', gone: '−', new: '+' } as const;

interface Props {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What came and what went, with a little of what stands around it. */
export function DiffView({ label, before, after }: Props) {
  const text = useSceneText();
  const lines = useMemo(() => {
    const all = lineDiff(before, after).map(({ kind, words }, at) => ({ kind, words, at }));
    const changed = all.filter(({ kind }) => kind !== 'same').map(({ at }) => at);
    return all.filter(({ at }) => changed.some((one) => Math.abs(one - at) <= AROUND));
  }, [before, after]);
  if (lines.length === 0) return <p className="form-hint">{text.saveAs.noChange}</p>;
  return (
    <ol className="scene-diff" aria-label={label}>
      {lines.map(({ kind, words, at }) => (
        <li key={at} data-kind={kind}>
          <span aria-hidden="true">{SIGNS[kind]}</span>
          {kind !== 'same' && (
            <span className="sr-only">{kind === 'new' ? text.past.added : text.past.gone}: </span>
          )}
          <code>{words}</code>
        </li>
      ))}
    </ol>
  );
}
