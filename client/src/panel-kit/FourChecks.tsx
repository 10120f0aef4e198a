import { useEffect, useId, useRef, useState } from 'react';
import { useFormat, useLanguage, useText, localName } from '../i18n/language.ts';
import { CHECK_NAMES } from './checks.ts';
import type { CheckFinding, Verdict } from './checks.ts';
import { Origin } from './Origin.tsx';
import type { Provenance } from './Origin.tsx';
import './four-checks.css';

interface Props {
  readonly findings: readonly CheckFinding[];
  readonly provenance: Provenance;
}

const SHAPES: Readonly<Record<Verdict, string>> = {
  pass: 'M2.5 6.5l2.5 2.5l4.5-5.5',
  warn: 'M6 1.8v5M6 9.6v.4',
  unknown: 'M3 6h6',
};

export function Tick({ verdict }: { readonly verdict: Verdict }) {
  return (
    <svg className="check-tick" data-verdict={verdict} viewBox="0 0 12 12" aria-hidden="true">
      <path d={SHAPES[verdict]} />
    </svg>
  );
}

/** What a finding says, in words. */
function useSentence(): (finding: CheckFinding) => string {
  const text = useText().checks;
  const format = useFormat();
  const language = useLanguage();
  return (finding) => {
    switch (finding.name) {
      case 'right':
        if (finding.difference === null) return text.rightUnknown;
        if (finding.by === 'recount')
          return finding.difference === 0
            ? text.recountPass
            : text.recountWarn(format.number(finding.difference));
        return finding.difference === 0 ? text.rightPass : text.rightWarn(format.number(finding.difference));
      case 'complete':
        if (finding.gap) return text.completeGap;
        if (finding.lateSources.length > 0)
          return text.completeSources(
            finding.lateSources.map(({ name, nameEn }) => localName(language, name, nameEn)).join(', '),
          );
        return finding.verdict === 'pass' ? text.completePass : text.completeUnknown;
      case 'clean':
        if (finding.verdict === 'unknown') return text.cleanUnknown;
        return finding.sinceOpened > 0
          ? text.cleanWarn(format.number(finding.sinceOpened), format.number(finding.total))
          : text.cleanPass(format.number(finding.total));
      case 'alive':
        if (finding.ageMs === null) return text.aliveUnknown;
        if (finding.staleSince !== null) return text.aliveWarn(format.time(finding.staleSince));
        if (finding.promiseMs !== null)
          return text.aliveLate(format.ago(finding.ageMs), format.span(finding.promiseMs));
        return text.alivePass(format.ago(finding.ageMs));
    }
  };
}

/** What was found, and where the figures come from. */
export function CheckList({ findings, provenance }: Props) {
  const text = useText().checks;
  const sentence = useSentence();
  return (
    <>
      <ul>
        {findings.map((finding) => (
          <li key={finding.name}>
            <Tick verdict={finding.verdict} />
            <p>
              <strong>{text[finding.name]}</strong> {sentence(finding)}
            </p>
          </li>
        ))}
      </ul>
      <h3>{text.provenance}</h3>
      <Origin provenance={provenance} />
    </>
  );
}

/** Closes on Escape and on a press elsewhere. */
function useDismiss(open: boolean, close: () => void) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    const onPress = (event: PointerEvent) => !box.current?.contains(event.target as Node) && close();
    addEventListener('keydown', onKey);
    addEventListener('pointerdown', onPress);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('pointerdown', onPress);
    };
  }, [open, close]);
  return box;
}

/** The four-check badge: four small ticks, and in full words where they come from when pressed. */
export function FourChecks({ findings, provenance }: Props) {
  const [open, setOpen] = useState(false);
  const text = useText();
  const popoverId = useId();
  const box = useDismiss(open, () => setOpen(false));
  const spoken = findings
    .map(({ name, verdict }) => `${text.checks[name]}: ${text.checks.verdict[verdict]}`)
    .join(', ');
  const worst = findings.some(({ verdict }) => verdict === 'warn') ? 'warn' : 'pass';
  return (
    <div className="checks" ref={box}>
      <button
        type="button"
        className="checks-button"
        data-worst={worst}
        aria-expanded={open}
        aria-controls={popoverId}
        aria-label={spoken}
        title={text.checks.label}
        onClick={() => setOpen(!open)}
      >
        {CHECK_NAMES.map((name) => (
          <Tick
            key={name}
            verdict={findings.find((finding) => finding.name === name)?.verdict ?? 'unknown'}
          />
        ))}
      </button>
      {open && (
        <dialog open className="checks-popover" id={popoverId} aria-label={text.checks.label}>
          <CheckList findings={findings} provenance={provenance} />
        </dialog>
      )}
    </div>
  );
}
