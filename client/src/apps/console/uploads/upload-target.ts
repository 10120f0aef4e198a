// Where a file goes: to a source that takes uploads, or into the registry of cameras.
import type { InstanceView } from '@ioc/contracts/api/sources';

export type UploadTarget =
  | { readonly kind: 'upload'; readonly source: Pick<InstanceView, 'id' | 'connector' | 'name' | 'nameEn'> }
  | { readonly kind: 'cameras' };

export const MAX_BYTES = 16 * 1024 * 1024;

export const targetKey = (target: UploadTarget): string =>
  target.kind === 'cameras' ? 'cameras' : `source/${target.source.id}`;

/** Sources that take files just now. */
export const uploadSources = (instances: readonly InstanceView[]): readonly InstanceView[] =>
  instances.filter(({ transport, enabled }) => transport === 'upload' && enabled);

/** `asOf`: the day a file speaks of that does not say so itself; empty where nobody said it. */
export function uploadPath(target: UploadTarget, name: string, dryRun: boolean, asOf = ''): string {
  const about = { name: name.slice(-200), dryRun: String(dryRun) };
  if (target.kind === 'cameras') return `/api/v1/cameras/import?${new URLSearchParams(about).toString()}`;
  const query = new URLSearchParams({ source: target.source.id, ...about });
  if (asOf !== '') query.set('asOf', asOf);
  return `/api/v1/uploads?${query.toString()}`;
}

export const ACCEPTED: Readonly<Record<UploadTarget['kind'], string>> = {
  upload: '.csv,.xlsx,.json,text/csv,application/json',
  cameras: '.csv,.geojson,.json,.topojson,text/csv,application/geo+json',
};

/** What is wrong with a file before it is sent. */
export const fileFault = ({ size }: Pick<File, 'size'>): 'tooLarge' | 'emptyFile' | null =>
  size > MAX_BYTES ? 'tooLarge' : size === 0 ? 'emptyFile' : null;
