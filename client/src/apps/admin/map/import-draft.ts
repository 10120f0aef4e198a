// What is typed about a file before it is sent, and the address it is sent to.
import type { MapRole, MapSetup } from '@ioc/contracts/api/map-imports';
import type { MapFrameId } from '@ioc/contracts/map-frame';
import { fold } from '../../../i18n/fold.ts';

export const MOST_BYTES = 16 * 1024 * 1024;
export const IMPORTS_PATH = '/api/v1/map/imports';
export const SETUP_PATH = '/api/v1/map/setup';

export interface ImportDraft {
  readonly kind: 'units' | 'layer';
  readonly role: MapRole;
  /** Id of the layer that it replaces; null: a new one. */
  readonly layer: string | null;
  readonly title: string;
  readonly attribution: string;
  /** Null: as the file says. */
  readonly frame: MapFrameId | null;
  readonly file: File | null;
}

export const EMPTY_DRAFT: ImportDraft = {
  kind: 'units',
  role: 'own',
  layer: null,
  title: '',
  attribution: '',
  frame: null,
  file: null,
};

/** `Cầu và cống 2026` → `cau-va-cong-2026` */
export const layerIdOf = (title: string): string =>
  fold(title)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-$/, '');

/** Another file, another kind: what was looked at is no preview of it any more. */
export const previewKey = ({ kind, role, frame, file }: ImportDraft): string =>
  [kind, role, frame, file?.name, file?.size, file?.lastModified].join('|');

export type DraftFault = 'title' | 'attribution' | 'file' | 'fileTooLarge';

export function faultOf({ kind, layer, title, attribution, file }: ImportDraft): DraftFault | null {
  if (kind === 'layer' && layer === null && layerIdOf(title) === '') return 'title';
  if (attribution.trim() === '') return 'attribution';
  if (file === null || file.size === 0) return 'file';
  return file.size > MOST_BYTES ? 'fileTooLarge' : null;
}

/** A layer that is chosen to be replaced brings its title, role and attribution along. */
export function onLayer(draft: ImportDraft, layer: MapSetup['layers'][number] | undefined): ImportDraft {
  if (!layer) return { ...draft, layer: null };
  const { id, title, attribution } = layer;
  return {
    ...draft,
    layer: id,
    role: layer.role as MapRole,
    title,
    attribution: draft.attribution || attribution,
  };
}

export function importPath(draft: ImportDraft, dryRun: boolean): string {
  const { kind, role, layer, title, attribution, frame, file } = draft;
  const query = new URLSearchParams({
    name: file?.name ?? '',
    dryRun: String(dryRun),
    kind,
    attribution: attribution.trim(),
    ...(kind === 'layer' ? { role, layer: layer ?? layerIdOf(title), title: title.trim() } : {}),
    ...(frame === null ? {} : { frame }),
  });
  return `${IMPORTS_PATH}?${query}`;
}
