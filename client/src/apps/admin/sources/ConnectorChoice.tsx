import type { ConnectorView } from '@ioc/contracts/api/sources';
import { useDataText } from '../../../i18n/data-text.ts';
import { localName, useLanguage } from '../../../i18n/language.ts';
import '../../../data-kit/data-kit.css';

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
          <label key={connector.id} className="choice-card">
            <input
              type="radio"
              name="connector"
              checked={connector.id === chosen}
              onChange={() => onChoose(connector)}
            />
            <span>
              <strong>{name}</strong>
              <small>{connector.transports.map(({ id }) => text.transport[id]).join(' · ')}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
