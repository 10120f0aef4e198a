// Each figure that a panel says can differ is judged like a panel of its own: by what made it, and by nothing else.
import type { CheckFinding, CheckInput } from './checks.ts';
import { judgeChecks } from './checks.ts';
import type { FigureClaims, Panel } from './define-panel.tsx';
import { isWhole } from '../stream/frames.ts';
import type { StreamState } from '../stream/frames.ts';
import type { PanelStreams } from './input.ts';
import type { Provenance } from './Origin.tsx';

export interface Judged {
  readonly key: string;
  readonly findings: readonly CheckFinding[];
  readonly provenance: Provenance;
}

/** The newest frame of these channels (ISO); null: none has come. */
export function newestAt(streams: PanelStreams, channels: Panel['channels']): string | null {
  const named = channels.map((channel) => streams[channel]);
  const instants = named.flatMap((stream) => (stream?.at ? [stream.at] : []));
  return instants.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

/** Up to where the log is in these streams; null: there are none. */
export const positionOf = (
  streams: readonly (Pick<StreamState<never>, 'to'> | undefined)[],
): number | null => (streams.length > 0 ? Math.max(...streams.map((stream) => stream?.to ?? 0)) : null);

interface Around {
  readonly panel: Pick<Panel, 'channels'>;
  readonly streams: PanelStreams;
  /** As the panel as a whole was judged. */
  readonly check: CheckInput;
  readonly provenance: Provenance;
  readonly nameOf: (source: string) => string;
}

function judgeFigure(claims: FigureClaims, { panel, streams, check, provenance, nameOf }: Around): Judged {
  const channels = claims.channels ?? panel.channels;
  const own = channels.map((channel) => streams[channel]);
  const at = claims.silent ? null : (newestAt(streams, channels) ?? check.at);
  return {
    key: claims.key,
    findings: judgeChecks({
      ...check,
      claims,
      promiseMs: claims.promiseMs === undefined ? check.promiseMs : claims.promiseMs,
      at,
      synced: own.every((stream) => stream !== undefined && isWhole(stream)),
    }),
    provenance: {
      ...provenance,
      channels,
      sources: (claims.sources ?? []).map(nameOf),
      position: positionOf(own),
      at,
      statedAt: claims.asOf,
      period: claims.period ?? null,
      citation: claims.citation ?? null,
      restated: claims.restated ?? 0,
    },
  };
}

export const judgeFigures = (figures: readonly FigureClaims[], around: Around): readonly Judged[] =>
  figures.map((claims) => judgeFigure(claims, around));
