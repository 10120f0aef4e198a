// What the layers of the map say by ring, cone and colour, as lists: each is there while its layer is on.
import type { Asset } from '@ioc/contracts/asset';
import type { AlertRow, ItemRow } from '@ioc/contracts/stream/channels';
import { memo, useMemo } from 'react';
import { localName, useFormat, useLanguage, useText } from '../i18n/language.ts';
import { severityRank } from '../marks/severity.ts';
import { useHub } from '../stream/use-hub.tsx';
import { usePacedStream } from '../stream/use-paced-stream.ts';
import { useCameraWords } from './camera-words.ts';
import { dueOf } from './due.ts';
import { openAlerts } from './layers/open-alerts.ts';
import { cameraStates, standing } from './layers/camera-cones.ts';
import { ticketsByDue } from './tickets-by-due.ts';

/** As many as an ear follows. */
const SHOWN = 60;
const never = () => false;

interface Paced {
  /** How often the list may change, ms. */
  readonly paceMs: number;
}

export const TicketTwin = memo(function TicketTwin({ paceMs }: Paced) {
  const { rows } = usePacedStream('tickets', paceMs, never);
  const hub = useHub();
  const text = useText().map;
  const format = useFormat();
  const language = useLanguage();
  const nowMs = hub.clock.nowMs();
  return (
    <>
      <h2>{text.layer.tickets}</h2>
      <ul className="figures">
        {ticketsByDue(rows.values(), nowMs)
          .slice(0, SHOWN)
          .map((ticket) => (
            <li key={ticket.key}>
              {text.due[dueOf(ticket, nowMs)]}: {localName(language, ticket.title, ticket.titleEn)}
              {ticket.dueAt !== null && `, ${text.dueAt(format.dateTime(ticket.dueAt))}`}
            </li>
          ))}
      </ul>
    </>
  );
});

const worstFirst = (a: AlertRow, b: AlertRow) => severityRank(b.severity) - severityRank(a.severity);

export const AlertTwin = memo(function AlertTwin({ paceMs }: Paced) {
  const { rows } = usePacedStream('alerts', paceMs, never);
  const text = useText();
  const language = useLanguage();
  const open = useMemo(
    () =>
      openAlerts([...rows.values()])
        .toSorted(worstFirst)
        .slice(0, SHOWN),
    [rows],
  );
  return (
    <>
      <h2>{text.map.layer.alerts}</h2>
      <ul>
        {open.map((alert) => (
          <li key={alert.key}>
            {text.severity[alert.severity]}: {localName(language, alert.title, alert.titleEn)},{' '}
            {text.state[alert.state] ?? alert.state}
          </li>
        ))}
      </ul>
    </>
  );
});

interface CameraProps {
  readonly cameras: readonly Asset[];
  readonly open: readonly ItemRow[];
}

/** Those that see the worst come first. */
export const CameraTwin = memo(function CameraTwin({ cameras, open }: CameraProps) {
  const text = useText().map;
  const wordsOf = useCameraWords();
  const lines = useMemo(() => {
    const states = cameraStates(open);
    const rank = (worst: ReturnType<typeof states.get>) => (worst === undefined ? -1 : severityRank(worst));
    return standing(cameras)
      .map((camera) => ({ camera, worst: states.get(camera.id) }))
      .toSorted((a, b) => rank(b.worst) - rank(a.worst) || (a.camera.id < b.camera.id ? -1 : 1))
      .slice(0, SHOWN);
  }, [cameras, open]);
  return (
    <>
      <h2>{text.layer.cameras}</h2>
      <ul className="figures">
        {lines.map(({ camera, worst }) => (
          <li key={camera.id}>
            {camera.name}: {wordsOf(camera, worst)}
          </li>
        ))}
      </ul>
    </>
  );
});
