import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { RankList } from '../../panel-kit/RankList.tsx';
import type { UnitLine } from './select.ts';

/** Bars by unit, the longest first. */
export function ByUnitView({ model }: { readonly model: readonly UnitLine[] }) {
  const text = useText().panels.byUnit;
  const format = useFormat();
  const language = useLanguage();
  return (
    <RankList
      lines={model}
      nameOf={({ name, nameEn }) => (name === null ? text.unknown : localName(language, name, nameEn))}
      valueOf={({ times }) => format.number(times)}
    />
  );
}
