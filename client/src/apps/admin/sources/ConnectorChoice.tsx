import type { ConnectorView } from '@ioc/contracts/api/sources';
import { ChoiceCard } from '../../../data-kit/ChoiceCard.tsx';
import { useDataText } from '../../../i18n/data-text.ts';
import { localName, useLanguage } from '../../../i18n/language.ts';

interface Props {
  readonly connectors: readonly ConnectorView[];
  readonly chosen: string | null;
  readonly onChoose: (connector: ConnectorView) => void;
}

/** What is on the other side. */
export function ConnectorChoice({ connectors, chosen, onChoose }: Props) {
  const text = useDataText();
  const language = useLanguage();
  const named = connectors
    .map((connector) => ({ connector, name: localName(language, connector.name, connector.nameEn) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, language));
  return (
    <fieldset className="choice-cards">
      <legend>{text.sources.pickConnector}</legend>
      <p className="form-hint">{text.sources.pickConnectorHint}</p>
      <div>
        {named.map(({ connector, name }) => (
          <ChoiceCard
            key={connector.id}
            group="connector"
            name={name}
            hint={connector.transports.map(({ id }) => text.transport[id]).join(' · ')}
            isChosen={connector.id === chosen}
            onChoose={() => onChoose(connector)}
          />
        ))}
      </div>
    </fieldset>
  );
}
