import type { TicketChoices } from '@ioc/contracts/api/ticket-desk';
import { MOST_SERVICES } from '@ioc/contracts/stream/view';
import { useState } from 'react';
import { useResource } from '../../../api/resource.ts';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { serviceRows, toggledService } from './service-choice.ts';

const REFRESH_MS = 5 * 60_000;
const NONE: readonly string[] = [];

interface Props {
  readonly services: readonly string[] | undefined;
  readonly onServices: (services: string[] | undefined) => void;
}

/** Which reports of residents: a view narrows tickets by them, and nothing else. None ticked: all. */
export function ServiceChecks({ services: named, onServices }: Props) {
  const services = named ?? NONE;
  const text = useSceneText().view;
  const language = useLanguage();
  const format = useFormat();
  const { value } = useResource<TicketChoices>('/api/v1/tickets/choices', REFRESH_MS);
  const rows = serviceRows(value?.categories ?? [], services);
  const [isOpen] = useState(services.length > 0);
  const isFull = services.length >= MOST_SERVICES;
  if (value === null && rows.length === 0) return null;
  return (
    <details className="scene-services" open={isOpen}>
      <summary>
        {text.services}
        <span>
          {services.length === 0 ? text.allServices : text.servicesChosen(format.number(services.length))}
        </span>
      </summary>
      <p className="form-hint">{text.servicesHint}</p>
      <ul className="scene-domains" aria-label={text.services}>
        {rows.map(({ code, name, nameEn, isChosen, isOffered }) => (
          <li key={code}>
            <label className="form-check">
              <input
                type="checkbox"
                checked={isChosen}
                disabled={isFull && !isChosen}
                onChange={({ target }) => onServices(toggledService(services, code, target.checked))}
              />
              <span>
                {value === null ? code : localName(language, name, nameEn)}
                {value !== null && !isOffered && <small> {text.serviceUnknown}</small>}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
