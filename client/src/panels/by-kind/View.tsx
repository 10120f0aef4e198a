import { localName, useFormat, useLanguage } from '../../i18n/language.ts';
import { RankList } from '../../panel-kit/RankList.tsx';
import type { KindLine } from './select.ts';

/** Bars by what was said, the most frequent first. */
export function ByKindView({ model }: { readonly model: readonly KindLine[] }) {
  const format = useFormat();
  const language = useLanguage();
  return (
    <RankList
      lines={model}
      nameOf={({ title, titleEn }) => localName(language, title, titleEn)}
      valueOf={({ times }) => `×${format.number(times)}`}
    />
  );
}
