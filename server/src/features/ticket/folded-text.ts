/** Without capitals, marks and đ, as the database's `folded` does it: people in a hurry type "sat lo" for "Sạt lở". */
export const foldedText = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .replaceAll('đ', 'd');
