/** Lower case without marks: `Đồng Hới` → `dong hoi`. Someone in a hurry types without them. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase();
