// Sources as they are set up, and as they do: two lists that several pages look at.
import type { List } from '@ioc/contracts/api/list';
import type { InstanceView } from '@ioc/contracts/api/sources';
import type { SourceHealth } from '@ioc/contracts/source';
import { useResource } from '../api/resource.ts';

export const INSTANCES_PATH = '/api/v1/source-instances';
const STATES_PATH = '/api/v1/sources';
const INSTANCES_MS = 30_000;
const STATES_MS = 5000;

export const useInstances = () => useResource<List<InstanceView>>(INSTANCES_PATH, INSTANCES_MS);
export const useSourceStates = () => useResource<List<SourceHealth>>(STATES_PATH, STATES_MS);
