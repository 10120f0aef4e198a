import { CloudOff, History, Snowflake, Wifi, WifiOff } from 'lucide-react';
import { useEffect } from 'react';
import { useFormat, useText } from '../i18n/language.ts';
import { useFrozenParts, useWatched } from '../stream/use-freeze-watch.ts';
import { useHub, useLiveHub, useLiveness } from '../stream/use-hub.tsx';
import './shell.css';

/** Connected or not, in the header: icon and word. */
export function ConnectionSign() {
  const text = useText().connection;
  const { connection, freshness } = useLiveness();
  const { past } = useHub();
  const word = connection === 'live' && !freshness.fresh ? text.noNewData : text[connection];
  const good = connection === 'live' && freshness.fresh;
  if (past !== null && good)
    return (
      <p className="connection" data-good="past" title={text.label}>
        <History aria-hidden="true" />
        <span>{text.past}</span>
      </p>
    );
  const Icon = good ? Wifi : WifiOff;
  return (
    <p className="connection" data-good={good} title={text.label}>
      <Icon aria-hidden="true" />
      <span>{word}</span>
    </p>
  );
}

/** A browser that stops animating leaves frames waiting: they are then taken without it. */
function useWatchedHub(name: string): void {
  const live = useLiveHub();
  const place = () => String(live.frames.received);
  const drawn = useWatched({ name, place, revive: () => live.flush() }, true);
  useEffect(() => live.subscribe(() => drawn(String(live.frames.applied))), [live, drawn]);
}

/** What data came for and was not drawn, by name; looked for four times a second. */
function FrozenNotice() {
  const text = useText().connection;
  useWatchedHub(text.wholePage);
  const frozen = useFrozenParts();
  if (frozen.length === 0) return null;
  return (
    <div className="banner" data-frozen="true">
      <Snowflake aria-hidden="true" />
      <p>
        <strong>{text.frozen(frozen.join(', '))}</strong> <span>{text.frozenWhy}</span>
      </p>
    </div>
  );
}

/**
 * S6: says since when nothing new has been stored, over everything, until it is over. S3: says for a moment that what
 * came and went while the page was away is not shown.
 */
export function FreshnessBanner() {
  const text = useText().connection;
  const format = useFormat();
  const { freshness, skipped } = useLiveness();
  return (
    <div role="alert" className="banner-place">
      <FrozenNotice />
      {!freshness.fresh && (
        <div className="banner">
          <CloudOff aria-hidden="true" />
          <p>
            <strong>
              {freshness.since === null ? text.noNewData : text.noNewDataSince(format.time(freshness.since))}
            </strong>{' '}
            <span>{text.why[freshness.why]}</span>
          </p>
        </div>
      )}
      {freshness.fresh && skipped && (
        <div className="banner">
          <History aria-hidden="true" />
          <p>
            <strong>{text.skipped}</strong> <span>{text.skippedWhy}</span>
          </p>
        </div>
      )}
    </div>
  );
}
