import type { MapArchive, MapSetup } from '@ioc/contracts/api/map-imports';
import type { ReactNode } from 'react';
import { useFormat } from '../../../i18n/language.ts';
import { useSiteMapText } from '../../../i18n/site-map-text.ts';
import { useSize } from './use-size.ts';

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <li className="admin-card">
      <h4>{title}</h4>
      {children}
    </li>
  );
}

function Archives({ archives }: { readonly archives: readonly MapArchive[] | null }) {
  const text = useSiteMapText();
  const size = useSize();
  if (archives === null) return <p>{text.archivesOff}</p>;
  if (archives.length === 0) return <p>{text.archivesNone}</p>;
  return (
    <ul>
      {archives.map(({ name, bytes, problem, kind, attribution }) => (
        <li key={name} className="figures">
          <code>{name}</code> · {size(bytes)}
          {kind && ` · ${text.archiveKind[kind]}`} ·{' '}
          {problem ? <strong>{text.archiveProblem[problem]}</strong> : attribution}
        </li>
      ))}
    </ul>
  );
}

/** What the map of the site is made of now. */
export function SetupCards({ setup }: { readonly setup: MapSetup }) {
  const text = useSiteMapText();
  const format = useFormat();
  const size = useSize();
  const { units, layers, tiles, archives } = setup;
  return (
    <section aria-labelledby="setup-title">
      <h3 id="setup-title">{text.setup}</h3>
      <ul className="map-setup">
        <Card title={text.kinds.units}>
          <p className="figures">{text.boundaries(format.number(units.drawn), format.number(units.all))}</p>
          <p>{units.schematic > 0 ? text.schematic(format.number(units.schematic)) : text.noSchematic}</p>
        </Card>
        <Card title={text.layers}>
          <ul>
            {layers.map(({ id, role, title, attribution, features, bytes }) => (
              <li key={id} className="figures">
                <strong>{text.roles[role as keyof typeof text.roles] ?? role}</strong>: {title} ·{' '}
                {text.layerLine(format.number(features), size(bytes))} · {attribution}
              </li>
            ))}
          </ul>
        </Card>
        <Card title={text.tiles}>
          <p>{tiles ? `${tiles.origin} · ${tiles.attribution}` : text.tilesOff}</p>
        </Card>
        <Card title={text.archives}>
          <Archives archives={archives} />
        </Card>
      </ul>
    </section>
  );
}
