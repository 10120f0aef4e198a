import type { Choropleth } from '@ioc/contracts/scene';
import { useCallback } from 'react';
import { localName, useFormat, useLanguage, useText } from '../i18n/language.ts';
import { measureIn } from '../i18n/measures.ts';
import { digitsOf } from './choropleth.ts';
import type { UnitShade } from './choropleth.ts';
import { shadeKey } from './layer-choice.ts';

/** What units are coloured by, in words; an indicator has those of its source, and its code until they are known. */
export function useShadeName(): (choropleth: Choropleth, shade: UnitShade | null) => string {
  const text = useText();
  const language = useLanguage();
  return useCallback(
    (choropleth, shade) => {
      const { service, indicator, domains } = choropleth;
      if (service !== undefined) return text.map.serviceShade[service];
      if (indicator === undefined) {
        const names = domains?.map((domain) => text.domain[domain]) ?? [];
        return [text.map.openShade, ...names].join(' · ');
      }
      const isIt = shade !== null && shadeKey(shade.choropleth) === shadeKey(choropleth);
      const label = isIt ? shade.label : null;
      return label ? localName(language, label.vi, label.en) : indicator;
    },
    [text, language],
  );
}

/** The figure of a unit with its measure, in words too where there is none. */
export function useShadeFigure(): (shade: UnitShade, unitId: string) => string {
  const { noFigure } = useText().map;
  const format = useFormat();
  const language = useLanguage();
  return (shade, unitId) => {
    const value = shade.values.get(unitId);
    if (value === undefined) return noFigure;
    return `${format.number(value, digitsOf(shade))} ${measureIn(language, shade.valueUnit)}`.trim();
  };
}
