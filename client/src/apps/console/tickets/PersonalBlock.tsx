import type { TicketPersonal } from '@ioc/contracts/api/ticket-desk';
import { EyeOff, ShieldCheck } from 'lucide-react';
import { useTicketText } from '../../../i18n/ticket-text.ts';

interface Props {
  readonly masked: TicketPersonal | null;
  /** In full, as long as this ticket is looked at; null: covered. */
  readonly revealed: TicketPersonal | null;
  readonly onHide: () => void;
}

/** What the resident wrote. Covered unless somebody said why they need all of it. */
export function PersonalBlock({ masked, revealed, onHide }: Props) {
  const text = useTicketText().personal;
  const shown = revealed ?? masked;
  const contact = Object.values(shown?.contact ?? {}).join(' · ');
  const rows: readonly (readonly [string, string | null])[] = [
    [text.address, shown?.address ?? null],
    [text.contact, contact === '' ? null : contact],
  ];
  return (
    <section className="ticket-personal" data-revealed={revealed !== null}>
      <h3>{text.title}</h3>
      {shown?.description && <blockquote>{shown.description}</blockquote>}
      <dl className="facts">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <p className="ticket-hint">
        <ShieldCheck aria-hidden="true" />
        <span>{shown === null ? text.gone : revealed ? text.revealed : text.masked}</span>
        {revealed && (
          <button type="button" className="button" data-quiet="true" onClick={onHide}>
            <EyeOff aria-hidden="true" />
            {text.hide}
          </button>
        )}
      </p>
    </section>
  );
}
