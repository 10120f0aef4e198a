import type { View } from '@ioc/contracts/stream/view';
import { SEVERITIES } from '@ioc/contracts/words';
import { useText } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
import { DomainChecks } from './DomainChecks.tsx';
import { ServiceChecks } from './ServiceChecks.tsx';

interface Props {
  readonly legend: string;
  readonly view: View;
  /** Something here shows tickets, which alone can be told apart by what is reported. */
  readonly hasTickets: boolean;
  readonly onView: (view: View) => void;
}

/** Which domains, from which severity on, and which reports. None ticked: all. */
export function ViewFields({ legend, view, hasTickets, onView }: Props) {
  const text = useSceneText().view;
  const words = useText();
  return (
    <fieldset className="scene-view">
      <legend>{legend}</legend>
      <DomainChecks
        domains={view.domains}
        onDomains={(domains) => onView({ ...view, domains: domains && [...domains] })}
      />
      <ChoiceField
        label={text.least}
        value={view.minSeverity ?? 'info'}
        options={SEVERITIES.map((severity) => [
          severity,
          severity === 'info' ? text.any : words.severity[severity],
        ])}
        onPick={(severity) => onView({ ...view, minSeverity: severity === 'info' ? undefined : severity })}
      />
      {(hasTickets || view.services !== undefined) && (
        <ServiceChecks services={view.services} onServices={(services) => onView({ ...view, services })} />
      )}
    </fieldset>
  );
}
