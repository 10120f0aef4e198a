import type { Clip, NewClip } from '@ioc/contracts/api/clips';
import type { Self } from '@ioc/contracts/access';
import type { Scope } from '@ioc/contracts/scope';
import { askJson, readJson } from '../api/request.ts';

const pathOf = (scope: Scope, id = ''): string =>
  `/api/v1/clips${id && `/${encodeURIComponent(id)}`}?scope=${encodeURIComponent(scope)}`;

export const readClip = (scope: Scope, id: string): Promise<Clip> => readJson<Clip>(pathOf(scope, id));
export const saveClip = (scope: Scope, clip: NewClip): Promise<Clip> =>
  askJson<Clip>('POST', pathOf(scope), clip);

/** Where a clip is seen; to be sent to somebody. */
export const linkOf = ({ scene, id }: Pick<Clip, 'scene' | 'id'>, origin: string): string =>
  `${origin}/wall/${scene}?clip=${encodeURIComponent(id)}`;

/** The clip that the address of the page asks for. */
export const clipIn = (search: string): string | null => new URLSearchParams(search).get('clip');

const SAVERS: ReadonlySet<string> = new Set(['administrator', 'operator', 'leader']);

/** The server asks its own table; this only shows no button that is refused. */
export const savesClips = ({ grants }: Self, scope: Scope): boolean =>
  grants.some((grant) => SAVERS.has(grant.role) && (grant.scope === 'province' || grant.scope === scope));
