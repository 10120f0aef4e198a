import type { Asset } from '@ioc/contracts/asset';
import type { Severity } from '@ioc/contracts/words';
import { useFormat, useText } from '../i18n/language.ts';

/** Where a camera looks and the worst that it sees now: what its cone says by shape and colour. */
export function useCameraWords(): (camera: Asset, worst: Severity | undefined) => string {
  const text = useText();
  const format = useFormat();
  return ({ azimuthDeg, fovDeg }, worst) => {
    const aim =
      azimuthDeg === null || fovDeg === null
        ? text.map.cameraUnaimed
        : text.map.cameraAim(format.number(azimuthDeg), format.number(fovDeg));
    const sees =
      worst === undefined ? text.map.cameraCalm : text.map.cameraSees(text.severity[worst].toLowerCase());
    return `${aim} · ${sees}`;
  };
}
