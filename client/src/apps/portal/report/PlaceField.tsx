/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { metres } from '../../../light-kit/formats.ts';
import type { Draft, DraftPoint } from '../draft/draft.ts';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { canLocate, locate } from '../place/locate.ts';
import type { LocateError } from '../place/locate.ts';
import { MapLoader } from '../place/MapLoader.tsx';
import type { Words } from '../words/words.ts';
import { ErrorText, Section, described, fieldId } from './Field.tsx';
import type { FieldState } from './Field.tsx';

/** Beyond this radius a patrol would search: the page then asks for an address too. */
const COARSE_M = 500;

interface PlaceFieldProps extends FieldState {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** Where it is: the phone's position, an address, a commune, or a point on the map; or nowhere at all. */
export function PlaceField({ draft, onChange, errors }: PlaceFieldProps) {
  const { words } = usePortal();
  const [mapOpen, setMapOpen] = useState(false);
  const set = (point: DraftPoint | null) => onChange({ point, placeless: false });
  const done = draft.placeless || draft.point !== null || draft.address.trim() !== '';

  return (
    <Section step={3} title={words.place} done={done}>
      <fieldset class="plain" disabled={draft.placeless}>
        <legend class="sr-only">{words.place}</legend>
        <Locator point={draft.point} onPoint={set} />
        <label class="label" for={fieldId('place')}>
          {words.address}
        </label>
        <input
          type="text"
          id={fieldId('place')}
          autocomplete="street-address"
          value={draft.address}
          placeholder={words.addressHint}
          onInput={(event) => onChange({ address: event.currentTarget.value })}
          {...described('place', errors)}
        />
        <button
          type="button"
          class="quiet wide"
          aria-expanded={mapOpen}
          aria-controls="place-map"
          onClick={() => setMapOpen((open) => !open)}
        >
          <Icon name="map" />
          {mapOpen ? words.closeMap : words.openMap}
        </button>
        <div id="place-map">{mapOpen && <MapLoader point={draft.point} onPoint={set} />}</div>
      </fieldset>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.placeless}
          onChange={(event) => onChange({ placeless: event.currentTarget.checked })}
        />
        {words.placeless}
      </label>
      <ErrorText field="place" error={errors.place} />
    </Section>
  );
}

function Locator({
  point,
  onPoint,
}: {
  point: DraftPoint | null;
  onPoint: (point: DraftPoint | null) => void;
}) {
  const { words } = usePortal();
  const [locating, setLocating] = useState(false);
  const [trouble, setTrouble] = useState<LocateError | null>(canLocate() ? null : 'insecure');
  const find = async () => {
    setLocating(true);
    const found = await locate();
    setLocating(false);
    setTrouble(typeof found === 'string' ? found : null);
    if (typeof found !== 'string') onPoint(found);
  };

  return (
    <>
      {trouble !== 'insecure' && (
        <button
          type="button"
          class="wide"
          disabled={locating}
          aria-busy={locating}
          onClick={() => void find()}
        >
          <Icon name="target" />
          {locating ? words.locating : point?.from === 'phone' ? words.updatePosition : words.useMyPosition}
        </button>
      )}
      <div aria-live="polite">
        {trouble && !point && (
          <div class="notice warn">
            <Icon name="lock" />
            <span>
              {troubleText(trouble, words)}
              {trouble === 'insecure' && <small>{words.insecureHow(location.hostname)}</small>}
            </span>
          </div>
        )}
        {point && <PointText point={point} onRemove={() => onPoint(null)} />}
      </div>
    </>
  );
}

function PointText({ point, onRemove }: { point: DraftPoint; onRemove: () => void }) {
  const { words, language } = usePortal();
  const said = {
    phone: words.positionTaken(metres(point.accuracyM, language)),
    map: words.positionOnMap(point.unitName),
    unit: words.positionOfUnit(point.unitName),
  };
  return (
    <div class={point.accuracyM > COARSE_M ? 'notice warn' : 'notice good'}>
      <Icon name="pin" />
      <span>
        {said[point.from]}
        <small class="figures">
          {point.lat.toFixed(5)}, {point.lon.toFixed(5)}
          {point.from === 'phone' ? '' : ` (±${metres(point.accuracyM, language)})`}
        </small>
        {point.accuracyM > COARSE_M && <small>{words.positionCoarse}</small>}
      </span>
      <button type="button" class="bare" aria-label={words.removePosition} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </div>
  );
}

const troubleText = (trouble: LocateError, words: Words) =>
  ({
    insecure: words.positionInsecure,
    denied: words.positionDenied,
    unavailable: words.positionUnavailable,
  })[trouble];
