// The text beside the picture: lines are numbered, and a line with a fault is marked where it stands.
import { CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useFormat } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { Problems } from './Problems.tsx';
import { lineOfPart } from './scene-yaml.ts';
import type { Part } from './scene-yaml.ts';
import type { Draft } from './use-draft.ts';

interface Props {
  readonly draft: Draft;
  /** Its lines are brought into view. */
  readonly selected: Part | null;
}

function State({ check }: Pick<Draft, 'check'>) {
  const text = useSceneText().yaml;
  const format = useFormat();
  const { state, problems } = check;
  const words = {
    checking: text.checking,
    good: text.good,
    bad: text.problems(format.number(problems.length)),
    unreached: text.unchecked,
  }[state];
  const Icon = state === 'good' ? CircleCheck : state === 'checking' ? LoaderCircle : TriangleAlert;
  return (
    <output className="yaml-state" data-state={state}>
      <Icon aria-hidden="true" />
      {words}
    </output>
  );
}

/** Brings a line into view; with the caret where it is asked for. */
function showLine(area: HTMLTextAreaElement | null, line: number, takeFocus: boolean): void {
  if (!area) return;
  const lines = area.value.split('\n');
  const height = area.scrollHeight / Math.max(1, lines.length);
  const top = (line - 1) * height;
  if (top < area.scrollTop || top > area.scrollTop + area.clientHeight - 3 * height)
    area.scrollTop = Math.max(0, top - area.clientHeight / 3);
  if (!takeFocus) return;
  const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
}

export function YamlPane({ draft, selected }: Props) {
  const text = useSceneText().yaml;
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLOListElement>(null);
  const { problems, state } = draft.check;
  const wrong = useMemo(() => new Map(problems.map(({ line, message }) => [line, message])), [problems]);
  const count = draft.text.split('\n').length;
  useEffect(() => {
    const line =
      selected === null || document.activeElement === area.current
        ? null
        : lineOfPart(area.current?.value ?? '', selected);
    if (line !== null) showLine(area.current, line, false);
  }, [selected]);
  return (
    <section className="yaml-pane" aria-label={text.title}>
      <header>
        <h3>{text.title}</h3>
        <State check={draft.check} />
      </header>
      <div className="yaml-faults" id="yaml-problems">
        <Problems problems={problems} onLine={(line) => showLine(area.current, line, true)} />
      </div>
      <div className="yaml-text" data-bad={state === 'bad'}>
        <ol ref={gutter} aria-hidden="true">
          {Array.from({ length: count }, (_, at) => (
            <li key={at} data-wrong={wrong.has(at + 1)} title={wrong.get(at + 1)}>
              {at + 1}
            </li>
          ))}
        </ol>
        <textarea
          ref={area}
          aria-label={text.label}
          aria-invalid={state === 'bad'}
          aria-describedby="yaml-problems"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          wrap="off"
          value={draft.text}
          onChange={(event) => {
            const { value } = event.target;
            draft.edit(() => value, 'yaml');
          }}
          onScroll={(event) => {
            if (gutter.current)
              gutter.current.style.transform = `translateY(${-event.currentTarget.scrollTop}px)`;
          }}
        />
      </div>
    </section>
  );
}
