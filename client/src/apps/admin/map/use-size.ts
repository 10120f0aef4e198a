import { useFormat } from '../../../i18n/language.ts';
import { useSiteMapText } from '../../../i18n/site-map-text.ts';

const KIB = 1024;

/** Bytes in words: megabytes, or kilobytes where they are less than one. */
export function useSize(): (bytes: number) => string {
  const text = useSiteMapText();
  const format = useFormat();
  return (bytes) =>
    bytes < KIB * KIB
      ? text.smallSize(format.number(Math.ceil(bytes / KIB)))
      : text.size(format.number(bytes / KIB / KIB, 1));
}
