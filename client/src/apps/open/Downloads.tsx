/** @jsxImportSource preact */
import type { Told } from './numbers.ts';

interface DownloadsProps {
  readonly days: number;
  readonly licence: string;
  readonly told: Told;
}

const KNOWN_LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

export function Downloads({ days, licence, told: { words } }: DownloadsProps) {
  const files = [
    { href: `/api/v1/open/indicators.csv?days=${days}`, kind: 'CSV', name: words.fileIndicators },
    { href: '/api/v1/open/tickets.csv', kind: 'CSV', name: words.fileTickets },
    { href: '/api/v1/open/tickets.geojson', kind: 'GeoJSON', name: words.fileMap },
  ];
  return (
    <section class="panel downloads">
      <h2>{words.downloads}</h2>
      <ul>
        {files.map(({ href, kind, name }) => (
          <li key={href}>
            <a href={href} download>
              {name}
            </a>{' '}
            <span class="hint">{kind}</span>
          </li>
        ))}
        <li>
          <a href="/open311/v2/discovery.json">{words.open311}</a>{' '}
          <span class="hint">{words.open311Hint}</span>
        </li>
        <li>
          {words.licence}:{' '}
          <a href={licence} rel="license noreferrer">
            {licence === KNOWN_LICENCE ? 'CC BY 4.0' : licence}
          </a>
        </li>
      </ul>
      <p class="hint">{words.downloadsHint}</p>
      <h2>{words.how}</h2>
      <p class="hint">{words.howText}</p>
    </section>
  );
}
