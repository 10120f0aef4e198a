import type { AlertMember, AlertStep } from '@ioc/contracts/alert';
import { Bot, UserRound } from 'lucide-react';
import { useAlertText } from '../../../i18n/alert-text.ts';
import type { AlertDictionary } from '../../../i18n/alert-vi.ts';
import { localName, useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { SeverityMark } from '../../../marks/SeverityMark.tsx';

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What a step was about, beside who and when. */
function detailOf({ step, detail }: AlertStep, text: AlertDictionary): string | null {
  if (step === 'assigned') {
    const name = textOf(detail['assignee']);
    return name === null ? text.assignedToNobody : text.assignedTo(name);
  }
  if (step === 'shelved') return text.forMinutes(String(detail['minutes']));
  if (step === 'returned') {
    const words = [text.why[textOf(detail['why']) ?? ''], textOf(detail['title'])].filter(Boolean);
    return words.length > 0 ? words.join(': ') : null;
  }
  return null;
}

/** Who took a step, as a reader calls them: the system and the owner of the machine have no name of their own. */
function useActor(): (step: AlertStep) => string {
  const { owner } = useText().user;
  const { system } = useAlertText();
  return ({ actorKind, actorName }) =>
    actorKind === 'system' ? system : actorKind === 'owner' ? owner : actorName;
}

/** Every step with who, when and why; the newest first, each with its number. */
export function AlertSteps({ steps }: { readonly steps: readonly AlertStep[] }) {
  const text = useAlertText();
  const actorOf = useActor();
  const format = useFormat();
  return (
    <section>
      <h3>{text.history}</h3>
      <ol className="desk-story alert-steps">
        {steps.map((step) => {
          const Icon = step.actorKind === 'system' ? Bot : UserRound;
          const detail = detailOf(step, text);
          return (
            <li key={step.revision} data-step={step.step}>
              <Icon aria-hidden="true" />
              <div>
                <p>
                  <strong>{text.steps[step.step]}</strong>
                  {detail && ` ${detail}`}
                </p>
                {step.reason && <p className="alert-reason">{step.reason}</p>}
                <p className="desk-when figures">
                  {actorOf(step)} · {format.dayMonth(step.at)} {format.timeWithSeconds(step.at)} ·{' '}
                  {text.revision(format.number(step.revision))}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

interface AlarmsProps {
  readonly alarms: readonly AlertMember[];
  readonly total: number;
}

/** The raw alarms that were grouped; the newest hundred of them. */
export function AlertAlarms({ alarms, total }: AlarmsProps) {
  const text = useAlertText();
  const format = useFormat();
  const language = useLanguage();
  return (
    <section>
      <h3>
        {text.alarms}
        {alarms.length < total &&
          ` (${text.alarmsShown(format.number(alarms.length), format.number(total))})`}
      </h3>
      <ol className="alert-alarms">
        {alarms.map((alarm) => (
          <li key={`${alarm.subject} ${alarm.observedAt}`}>
            <SeverityMark severity={alarm.severity} />
            <span>
              {localName(language, alarm.title, alarm.titleEn)}
              {alarm.overAt !== null && <em> · {text.alarmOver}</em>}
            </span>
            <time className="figures" dateTime={alarm.observedAt}>
              {format.timeWithSeconds(alarm.observedAt)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
