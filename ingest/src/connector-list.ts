// The one list of connectors; a test fails when a folder is missing here.
import type { Connector } from './connector.ts';
import type { Settings } from './config.ts';
import { frigate } from './connectors/frigate/index.ts';

export interface ConnectorSet {
  readonly all: readonly Connector[];
  readonly mqtt: readonly Connector[];
}

export function connectorSet(settings: Settings): ConnectorSet {
  const mqtt = [frigate({ prefix: settings.IOC_FRIGATE_PREFIX })];
  return { all: mqtt, mqtt };
}
