/** @jsxImportSource preact */
// The map's code and its data arrive together, only for a resident who opens it.
import type { MapData } from '@ioc/contracts/api/site';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { getJson } from '../../../light-kit/get-json.ts';
import { usePortal } from '../frame/context.ts';
import type { CommuneMapProps } from './map-props.ts';

interface Arrived {
  readonly CommuneMap: ComponentType<CommuneMapProps>;
  readonly data: MapData;
}

export function MapLoader({ point, onPoint }: Omit<CommuneMapProps, 'data'>) {
  const { words } = usePortal();
  const [arrived, setArrived] = useState<Arrived | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    setFailed(false);
    const arrive = async () => {
      const next = await load();
      if (gone) return;
      setArrived(next);
      setFailed(next === null);
    };
    void arrive();
    return () => {
      gone = true;
    };
  }, [attempt]);

  if (arrived) return <arrived.CommuneMap data={arrived.data} point={point} onPoint={onPoint} />;
  if (!failed) return <p aria-live="polite">{words.mapLoading}</p>;
  return (
    <div class="notice warn" role="alert">
      <span>{words.mapFailed}</span>
      <button type="button" class="quiet" onClick={() => setAttempt((count) => count + 1)}>
        {words.retryNow}
      </button>
    </div>
  );
}

async function load(): Promise<Arrived | null> {
  try {
    const [{ CommuneMap }, { isMapData }] = await Promise.all([
      import('./CommuneMap.tsx'),
      import('../../../light-kit/communes.ts'),
    ]);
    const got = await getJson('/api/v1/map', isMapData);
    return got.kind === 'ok' ? { CommuneMap, data: got.value } : null;
  } catch {
    return null;
  }
}
