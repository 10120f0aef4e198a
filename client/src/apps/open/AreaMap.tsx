/** @jsxImportSource preact */
// A drawing of paths, no map library: shaded by how much was reported. Whoever cannot see or touch it has the table.
import type { OpenUnit } from '@ioc/contracts/api/open-data';
import type { TargetedMouseEvent } from 'preact';
import { useMemo } from 'preact/hooks';
import { communesOf } from '../../light-kit/communes.ts';
import { wholeNumber } from '../../light-kit/formats.ts';
import { pathOf, projectionFor } from '../../light-kit/projection.ts';
import type { Areas } from './answers.ts';
import { duration, type Told } from './numbers.ts';
import { shadeOf, shadesOf, type Shade } from './shade.ts';

interface AreaMapProps {
  readonly areas: Areas;
  readonly units: readonly OpenUnit[];
  readonly told: Told;
  readonly chosen: string | null;
  readonly onChoose: (unitId: string | null) => void;
}

export function AreaMap({ areas, units, told, chosen, onChoose }: AreaMapProps) {
  const { words } = told;
  const communes = useMemo(() => communesOf(areas.units), [areas]);
  const drawing = useMemo(() => {
    if (communes.length === 0) return null;
    const projection = projectionFor(communes.flatMap(({ rings }) => rings));
    return {
      box: `0 0 ${projection.width.toFixed(0)} ${projection.height.toFixed(0)}`,
      paths: communes.map(({ rings }) => pathOf(rings, projection)),
    };
  }, [communes]);
  const received = new Map(units.map((unit) => [unit.unitId, unit.received]));
  const shades = shadesOf(communes.map(({ unitId }) => received.get(unitId) ?? 0));
  const tapped = (event: TargetedMouseEvent<SVGSVGElement>) => {
    const unitId = (event.target as Element).getAttribute('data-unit');
    onChoose(unitId === chosen ? null : unitId);
  };
  if (!drawing) return <p class="map hint">{words.mapFailed}</p>;
  return (
    <div class="map">
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the table does the same by keyboard */}
      <svg viewBox={drawing.box} role="img" aria-label={words.mapLabel} onClick={tapped}>
        {communes.map(({ unitId }, at) => (
          <path
            key={unitId}
            d={drawing.paths[at]}
            data-unit={unitId}
            class={`shade-${shadeOf(received.get(unitId) ?? 0, shades)}`}
          />
        ))}
        {communes.map(({ unitId }, at) =>
          unitId === chosen ? <path key="chosen" class="chosen" d={drawing.paths[at]} /> : null,
        )}
      </svg>
      <Chosen
        unit={units.find(({ unitId }) => unitId === chosen) ?? null}
        name={communes.find(({ unitId }) => unitId === chosen)}
        told={told}
      />
      <Legend shades={shades} told={told} />
      {areas.schematic && <p class="hint">{words.mapSchematic}</p>}
      <p class="hint">{areas.attributions.join(' · ')}</p>
    </div>
  );
}

interface ChosenProps {
  readonly unit: OpenUnit | null;
  readonly name: { readonly name: string; readonly nameEn: string } | undefined;
  readonly told: Told;
}

function Chosen({ unit, name, told }: ChosenProps) {
  const { words, language } = told;
  if (!name) return <p class="chosen-unit hint">{words.mapHint}</p>;
  return (
    <output class="chosen-unit">
      <strong>{language === 'vi' ? name.name : name.nameEn}</strong> {words.columns.received}:{' '}
      {wholeNumber(unit?.received ?? 0, language)} · {words.columns.closed}:{' '}
      {wholeNumber(unit?.closed ?? 0, language)} · {words.columns.median}:{' '}
      {duration(unit?.medianHours ?? null, told)}
    </output>
  );
}

function Legend({
  shades,
  told: { words, language },
}: {
  readonly shades: readonly Shade[];
  readonly told: Told;
}) {
  const number = (value: number) => wholeNumber(value, language);
  const key = (shade: number) => (
    <svg viewBox="0 0 2 1" aria-hidden="true" focusable="false">
      <rect width="2" height="1" class={`shade-${shade}`} />
    </svg>
  );
  return (
    <ul class="legend" aria-label={words.legend}>
      <li>{words.legend}</li>
      <li>
        {key(0)} {words.none}
      </li>
      {shades.map(({ shade, from, to }) => (
        <li key={shade}>
          {key(shade)} {from === to ? number(from) : `${number(from)}–${number(to)}`}
        </li>
      ))}
    </ul>
  );
}
