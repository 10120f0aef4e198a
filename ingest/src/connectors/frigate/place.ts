import type { DecodeContext } from '../../connector.ts';

interface Place {
  readonly asset: { readonly externalId: string; readonly kind: 'camera' };
  readonly name: string;
}

/** The camera, and what it is called where it is registered. */
export const placeOf = (camera: string, context: DecodeContext): Place => ({
  asset: { externalId: camera, kind: 'camera' },
  name: context.assetName(camera) ?? camera,
});
