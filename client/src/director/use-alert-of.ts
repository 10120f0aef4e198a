// The alert that stands for an interrupting thing. Which raw alarms an alert gathers is not in its row, so the few that
// could be it are asked for once; how it stands is then heard live.
import type { AlertDetail } from '@ioc/contracts/api/alerts';
import type { AlertRow } from '@ioc/contracts/stream/channels';
import type { InterruptingItem } from '@ioc/contracts/wall';
import { useEffect, useState } from 'react';
import { readJson } from '../api/request.ts';
import { useStream } from '../stream/use-hub.tsx';

const ASKED_AT_MOST = 3;
/** Alerts come with the thing or a moment later. */
const NEAR_MS = 5 * 60_000;

function couldBe(alert: AlertRow, { domain, unitId, observedAt }: InterruptingItem): boolean {
  const aside = Date.parse(observedAt) - NEAR_MS;
  return (
    alert.domain === domain &&
    (alert.unitId === unitId || alert.unitId === null) &&
    Date.parse(alert.lastAt) >= aside &&
    Date.parse(alert.firstAt) <= Date.parse(observedAt) + NEAR_MS
  );
}

/** Null: none is known. */
export function useAlertOf(item: InterruptingItem): AlertRow | null {
  const { rows } = useStream('alerts');
  const [found, setFound] = useState<{ readonly key: string; readonly alertId: string } | null>(null);
  const own = item.channel === 'alerts' ? item.id : found?.key === item.key ? found.alertId : null;
  const candidates =
    own === null
      ? [...rows.values()]
          .filter((alert) => couldBe(alert, item))
          .slice(0, ASKED_AT_MOST)
          .map(({ id, revision }) => `${id}@${revision}`)
          .join(' ')
      : '';
  useEffect(() => {
    if (candidates === '') return undefined;
    let isOver = false;
    const ask = async () => {
      for (const candidate of candidates.split(' ')) {
        const id = candidate.split('@')[0] ?? '';
        const detail = await readJson<AlertDetail>(`/api/v1/alerts/${id}`).catch(() => null);
        if (isOver) return;
        if (detail?.alarms.some(({ subject }) => subject === item.key))
          return setFound({ key: item.key, alertId: id });
      }
    };
    void ask();
    return () => void (isOver = true);
  }, [candidates, item.key]);
  return own === null ? null : (rows.get(own) ?? null);
}
