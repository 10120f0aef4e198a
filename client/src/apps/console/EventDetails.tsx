import type { EventRevision, StoredEvent } from '@ioc/contracts/event';
import { X } from 'lucide-react';
import { useResource } from '../../api/resource.ts';
import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { DomainMark } from '../../marks/DomainMark.tsx';
import { SeverityMark } from '../../marks/SeverityMark.tsx';

const REFRESH_MS = 15_000;

type Detailed = StoredEvent & { readonly revisions: readonly EventRevision[] };

function Facts({ event }: { readonly event: StoredEvent }) {
  const text = useText();
  const format = useFormat();
  const { field } = text.console;
  const when = (at: string) => `${format.dayMonth(at)} ${format.timeWithSeconds(at)}`;
  const rows: readonly (readonly [string, string])[] = [
    [field.state, text.state[event.state] ?? event.state],
    [field.unit, event.unit?.name ?? text.unlocated],
    [field.point, event.point ? `${event.point[1].toFixed(5)}, ${event.point[0].toFixed(5)}` : text.none],
    [field.observedAt, when(event.observedAt)],
    [field.updatedAt, when(event.updatedAt)],
    [field.receivedAt, when(event.receivedAt)],
    [field.storedAt, when(event.storedAt)],
    [field.source, event.source],
    [field.asset, event.asset ?? text.none],
    [field.type, event.type],
    [field.id, event.id],
  ];
  return (
    <dl className="facts figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Revisions({ revisions }: { readonly revisions: readonly EventRevision[] }) {
  const text = useText();
  const format = useFormat();
  return (
    <section>
      <h3>{text.console.revisions}</h3>
      <ol className="revisions">
        {revisions.map((revision) => (
          <li key={revision.revision}>
            <SeverityMark severity={revision.severity} />
            <div>
              <p>
                <strong>{text.console.revision(String(revision.revision))}</strong> ·{' '}
                {text.state[revision.state] ?? revision.state}
                {revision.late && <em> · {text.console.late}</em>}
              </p>
              <p className="revision-time figures">
                {format.timeWithSeconds(revision.observedAt)} → {format.timeWithSeconds(revision.storedAt)}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One thing in full, with every revision it went through. */
export function EventDetails({
  event,
  onClose,
}: {
  readonly event: StoredEvent;
  readonly onClose: () => void;
}) {
  const text = useText();
  const language = useLanguage();
  const path = `/api/v1/events/${encodeURIComponent(event.source)}/${encodeURIComponent(event.id)}`;
  const { value } = useResource<Detailed>(path, REFRESH_MS);
  const shown = value ?? event;
  return (
    <aside className="details" aria-label={text.console.details}>
      <header>
        <h2>{localName(language, shown.title, shown.titleEn)}</h2>
        <button type="button" className="icon-button" aria-label={text.close} onClick={onClose}>
          <X aria-hidden="true" />
        </button>
      </header>
      <p className="details-marks">
        <SeverityMark severity={shown.severity} spoken={false} /> {text.severity[shown.severity]}{' '}
        <DomainMark domain={shown.domain} /> {text.domain[shown.domain]} · {text.kind[shown.kind]}
      </p>
      <Facts event={shown} />
      {value && value.revisions.length > 0 && <Revisions revisions={value.revisions} />}
      <section>
        <h3>{text.console.data}</h3>
        <pre>{JSON.stringify(shown.data, null, 2)}</pre>
      </section>
    </aside>
  );
}
