import type { List } from '@ioc/contracts/api/list';
import type { ConnectorView } from '@ioc/contracts/api/sources';
import { useResource } from '../../../api/resource.ts';

const CONNECTORS_MS = 10 * 60_000;

export const useConnectors = () => useResource<List<ConnectorView>>('/api/v1/connectors', CONNECTORS_MS);
