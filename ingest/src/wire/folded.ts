/** Lower case without diacritics, for matching names that are spelled in many ways (Hòa, Hoà; Đông Hà, DONG HA). */
export const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The letters and digits of a folded name: `Số hồ sơ`, `so_ho_so` and `soHoSo` are one. */
export const squeezed = (name: string): string => folded(name).replaceAll(/[^\p{L}\p{N}]/gu, '');
