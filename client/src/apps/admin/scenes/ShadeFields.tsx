import { SERVICE_SHADES } from '@ioc/contracts/scene';
import type { Choropleth } from '@ioc/contracts/scene';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useLanguage, useText } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { DomainChecks } from './DomainChecks.tsx';
import { useIndicatorLabels } from './indicator-labels.ts';
import { limitsOf, wordsOfLimits } from './limits.ts';

type By = 'none' | 'count' | 'service' | 'indicator';
type Scale = 'quantile' | 'equal' | 'own';

interface Props {
  readonly choropleth: Choropleth | null;
  readonly onShade: (choropleth: Choropleth | null) => void;
}

interface ShadeProps {
  readonly choropleth: Choropleth;
  readonly onShade: (choropleth: Choropleth) => void;
}

/** Something to change, of figures in percent as of counts. */
const FIRST_LIMITS = [25, 50, 75] as const;

function byOf(choropleth: Choropleth | null): By {
  if (choropleth === null) return 'none';
  if (choropleth.service !== undefined) return 'service';
  return choropleth.indicator === undefined ? 'count' : 'indicator';
}

function IndicatorChoice({ choropleth, onShade }: ShadeProps) {
  const text = useSceneText();
  const labels = useIndicatorLabels('units');
  const { indicator = '' } = choropleth;
  const known = [...labels].toSorted(([, a], [, b]) => a.localeCompare(b, 'vi'));
  const options = known.map(([code, label]): [string, string] => [code, `${label} (${code})`]);
  if (!labels.has(indicator))
    options.unshift([
      indicator,
      indicator === '' ? text.part.pick : `${indicator} (${text.part.indicatorUnknown})`,
    ]);
  return (
    <ChoiceField
      label={text.mapPart.indicatorOf}
      value={indicator}
      options={options}
      onPick={(code) => onShade({ ...choropleth, indicator: code })}
    />
  );
}

/** What is typed stays as it is typed; it is said in the text once it is a scale. */
function LimitsField({ choropleth, onShade }: ShadeProps) {
  const text = useSceneText().mapPart;
  const language = useLanguage();
  const { scale } = choropleth;
  const [words, setWords] = useState(() =>
    wordsOfLimits(Array.isArray(scale) ? scale : FIRST_LIMITS, language),
  );
  const type = (typed: string) => {
    setWords(typed);
    const limits = limitsOf(typed);
    if (limits) onShade({ ...choropleth, scale: limits });
  };
  return (
    <TextField
      label={text.limits}
      hint={text.limitsHint}
      error={limitsOf(words) ? null : text.limitsBad}
      value={words}
      onText={type}
    />
  );
}

function ScaleFields({ choropleth, onShade }: ShadeProps) {
  const text = useSceneText().mapPart;
  const { scale = 'quantile' } = choropleth;
  const kind: Scale = Array.isArray(scale) ? 'own' : scale === 'equal' ? 'equal' : 'quantile';
  const choose = (next: Scale) => {
    const { scale: _before, ...rest } = choropleth;
    if (next === 'quantile') onShade(rest);
    else onShade({ ...rest, scale: next === 'own' ? FIRST_LIMITS : next });
  };
  return (
    <>
      <ChoiceField
        label={text.scale}
        value={kind}
        options={[
          ['quantile', text.quantile],
          ['equal', text.equal],
          ['own', text.ownScale],
        ]}
        onPick={choose}
      />
      {kind === 'own' && <LimitsField choropleth={choropleth} onShade={onShade} />}
    </>
  );
}

/** Figures of the public service are better when they are more: nothing to ask. */
function BetterField({ choropleth, onShade }: ShadeProps) {
  const text = useSceneText().mapPart;
  const choose = (next: 'neither' | 'more' | 'less') => {
    const { better: _before, ...rest } = choropleth;
    onShade(next === 'neither' ? rest : { ...rest, better: next });
  };
  return (
    <ChoiceField
      label={text.better}
      value={choropleth.better ?? 'neither'}
      options={[
        ['neither', text.neither],
        ['more', text.more],
        ['less', text.less],
      ]}
      onPick={choose}
    />
  );
}

function CountFields({ choropleth, onShade }: ShadeProps) {
  const text = useSceneText().mapPart;
  const choose = (domains: Choropleth['domains']) => {
    const { domains: _before, ...rest } = choropleth;
    onShade(domains ? { ...rest, domains } : rest);
  };
  return (
    <fieldset>
      <legend>{text.countOf}</legend>
      <DomainChecks domains={choropleth.domains} onDomains={choose} />
    </fieldset>
  );
}

function FigureFields(props: ShadeProps & { readonly by: Exclude<By, 'none'> }): ReactNode {
  const { by, choropleth, onShade } = props;
  const text = useSceneText().mapPart;
  const words = useText().map.serviceShade;
  if (by === 'count') return <CountFields choropleth={choropleth} onShade={onShade} />;
  if (by === 'indicator') return <IndicatorChoice choropleth={choropleth} onShade={onShade} />;
  return (
    <ChoiceField
      label={text.serviceOf}
      value={choropleth.service ?? 'onTime'}
      options={SERVICE_SHADES.map((service) => [service, words[service]] as const)}
      onPick={(service) => onShade({ ...choropleth, service })}
    />
  );
}

const BEGINNINGS: Readonly<Record<Exclude<By, 'none' | 'indicator'>, Choropleth>> = {
  count: { count: 'open' },
  service: { service: 'onTime' },
};

/** By what the units of the map are coloured, and how it is parted into classes. */
export function ShadeFields({ choropleth, onShade }: Props) {
  const text = useSceneText().mapPart;
  const [first = ''] = useIndicatorLabels('units').keys();
  const by = byOf(choropleth);
  const choose = (next: By) => {
    if (next === 'none') onShade(null);
    else onShade(next === 'indicator' ? { indicator: first } : BEGINNINGS[next]);
  };
  const options: [By, string][] = [
    ['none', text.shadeNone],
    ['count', text.shadeCount],
    ['service', text.shadeService],
    // Without one nothing could be coloured.
    ...(first !== '' || by === 'indicator' ? [['indicator', text.shadeIndicator] as [By, string]] : []),
  ];
  return (
    <fieldset>
      <legend>{text.shade}</legend>
      <ChoiceField label={text.shadeBy} value={by} options={options} onPick={choose} />
      {choropleth && by !== 'none' && (
        <>
          <FigureFields by={by} choropleth={choropleth} onShade={onShade} />
          {by !== 'service' && <BetterField choropleth={choropleth} onShade={onShade} />}
          <ScaleFields choropleth={choropleth} onShade={onShade} />
        </>
      )}
    </fieldset>
  );
}
