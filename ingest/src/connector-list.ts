// The one list of connectors by the transport that brings their bytes; a test fails when a folder is missing here.
import type { Settings } from './config.ts';
import type { Connector } from './connector.ts';
import { frigate } from './connectors/frigate/index.ts';
import { onvif } from './connectors/onvif/index.ts';
import { open311 } from './connectors/open311/index.ts';
import { servicePortal } from './connectors/service-portal/index.ts';
import { suricataEve } from './connectors/suricata-eve/index.ts';

export interface ConnectorSet {
  /** Asked in this order who a message belongs to. */
  readonly mqtt: readonly Connector[];
  readonly syslog: readonly Connector[];
  readonly eveFile: Connector;
  readonly hotline: Connector;
  readonly portal: Connector;
  readonly all: readonly Connector[];
}

export function connectorSet(settings: Pick<Settings, 'IOC_FRIGATE_PREFIX' | 'IOC_EVE_ZONE'>): ConnectorSet {
  const mqtt = [onvif(), frigate({ prefix: settings.IOC_FRIGATE_PREFIX })];
  const eve = suricataEve({ zone: settings.IOC_EVE_ZONE });
  const hotline = open311();
  const portal = servicePortal();
  return { mqtt, syslog: [eve], eveFile: eve, hotline, portal, all: [...mqtt, eve, hotline, portal] };
}
