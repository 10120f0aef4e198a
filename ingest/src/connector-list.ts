// The one list of connectors; a test fails when a folder is missing here. Where two could accept the same message, the
// one that stands first is asked first.
import type { ConnectorKind } from './connector.ts';
import { callCentre } from './connectors/call-centre/index.ts';
import { frigate } from './connectors/frigate/index.ts';
import { onvif } from './connectors/onvif/index.ts';
import { open311 } from './connectors/open311/index.ts';
import { servicePortal } from './connectors/service-portal/index.ts';
import { suricataEve } from './connectors/suricata-eve/index.ts';

export const CONNECTORS: readonly ConnectorKind[] = [
  onvif,
  frigate,
  suricataEve,
  open311,
  callCentre,
  servicePortal,
];
