// The one list of connectors; a test fails when a folder is missing here. Where two could accept the same message, the
// one that stands first is asked first: a Wazuh alert may hold a whole EVE event, and `syslog` takes whatever is left.
import type { ConnectorKind } from './connector.ts';
import { callCentre } from './connectors/call-centre/index.ts';
import { cap } from './connectors/cap/index.ts';
import { cef } from './connectors/cef/index.ts';
import { frigate } from './connectors/frigate/index.ts';
import { indicators } from './connectors/indicators/index.ts';
import { onvif } from './connectors/onvif/index.ts';
import { open311 } from './connectors/open311/index.ts';
import { rss } from './connectors/rss/index.ts';
import { servicePortal } from './connectors/service-portal/index.ts';
import { suricataEve } from './connectors/suricata-eve/index.ts';
import { syslog } from './connectors/syslog/index.ts';
import { wazuh } from './connectors/wazuh/index.ts';

export const CONNECTORS: readonly ConnectorKind[] = [
  onvif,
  frigate,
  wazuh,
  suricataEve,
  cef,
  open311,
  callCentre,
  servicePortal,
  indicators,
  rss,
  cap,
  syslog,
];
