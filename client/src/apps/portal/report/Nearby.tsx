/** @jsxImportSource preact */
// "Somebody has told it already": asked as soon as it is known what it is about and where. Following costs one tap and
// gives a code of one's own; the draft stays as it is, for it may after all be another matter.
import type { FollowAnswer, NearbyReport } from '@ioc/contracts/api/report';
import { useEffect, useState } from 'preact/hooks';
import { metres, shortMoment } from '../../../light-kit/formats.ts';
import { getJson } from '../../../light-kit/get-json.ts';
import { newClientId } from '../draft/client-id.ts';
import { emptyDraft } from '../draft/draft.ts';
import type { Draft } from '../draft/draft.ts';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { question } from '../net/door.ts';
import { newReport } from '../outbox/kept.ts';
import type { Outbox } from '../outbox/outbox.ts';

const SETTLE_MS = 600;
const TIMEOUT_MS = 20_000;

const isNearby = (value: unknown): value is { items: readonly NearbyReport[] } =>
  Array.isArray((value as { items?: unknown } | null)?.items);

export function Nearby({ draft, outbox }: { draft: Draft; outbox: Outbox }) {
  const { words, language, go } = usePortal();
  const [near, setNear] = useState<readonly NearbyReport[]>([]);
  const [trouble, setTrouble] = useState(false);
  const { serviceCode } = draft;
  const point = draft.placeless ? null : draft.point;
  const path =
    serviceCode && point && point.from !== 'unit'
      ? `/api/v1/reports/nearby?lon=${point.lon}&lat=${point.lat}&serviceCode=${encodeURIComponent(serviceCode)}`
      : null;
  useEffect(() => {
    setNear([]);
    if (path === null) return;
    let gone = false;
    const ask = async () => {
      const got = await getJson(path, isNearby);
      if (!gone && got.kind === 'ok') setNear(got.value.items);
    };
    const timer = setTimeout(() => void ask(), SETTLE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [path]);

  const follow = async (report: NearbyReport) => {
    setTrouble(false);
    const clientId = newClientId();
    const code = await followed(report.ref, clientId);
    if (code === null) return setTrouble(true);
    const sentAt = new Date().toISOString();
    await outbox.save({
      ...newReport(clientId, Date.now()),
      stage: 'done',
      code,
      followed: true,
      draft: { ...emptyDraft(), serviceCode: report.serviceCode, sentAt },
    });
    go(`/track/${encodeURIComponent(code)}`);
  };

  if (near.length === 0) return null;
  return (
    <section class="card nearby" aria-label={words.nearby} aria-live="polite">
      <h2>{words.nearby}</h2>
      <p class="hint above">{words.nearbyHint}</p>
      <ul>
        {near.map((report) => (
          <li key={report.ref}>
            <span>
              <strong>{language === 'vi' ? report.name : report.nameEn}</strong>
              <small>
                {metres(report.metres, language)} · {shortMoment(report.openedAt, language)}
                {report.followers > 0 ? ` · ${words.followers(report.followers)}` : ''}
              </small>
            </span>
            <button type="button" class="quiet" onClick={() => void follow(report)}>
              {words.followIt}
            </button>
          </li>
        ))}
      </ul>
      {trouble && (
        <p class="error" role="alert">
          <Icon name="alert" />
          {words.followFailed}
        </p>
      )}
    </section>
  );
}

async function followed(ref: string, clientId: string): Promise<string | null> {
  const { status, body } = await question(
    `/api/v1/reports/nearby/${encodeURIComponent(ref)}/follow`,
    TIMEOUT_MS,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clientId }),
    },
  );
  try {
    const answer = JSON.parse(body) as Partial<FollowAnswer> | null;
    return status < 300 && typeof answer?.code === 'string' && answer.code !== '' ? answer.code : null;
  } catch {
    return null;
  }
}
