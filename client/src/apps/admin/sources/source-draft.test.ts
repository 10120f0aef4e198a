import type { ConnectorView, InstanceView } from '@ioc/contracts/api/sources';
import {
  changeOf,
  draftOfInstance,
  freeId,
  newDraft,
  readSource,
  sourceForm,
  switchedChange,
  withTransport,
} from './source-draft.ts';

const connector: ConnectorView = {
  id: 'frigate',
  name: 'Frigate NVR',
  nameEn: 'Frigate NVR',
  defaults: { id: 'frigate', name: 'Camera', nameEn: 'Cameras', cadenceMs: 120_000 },
  transports: [
    {
      id: 'mqtt',
      options: { type: 'object', properties: { login: { type: 'string' } } },
      secrets: [{ name: 'password', label: 'Mật khẩu', labelEn: 'Password', required: false }],
    },
    {
      id: 'file',
      options: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
      secrets: [],
    },
  ],
  options: { type: 'object', properties: { prefix: { type: 'string', default: 'frigate' } } },
  secrets: [{ name: 'key', label: 'Khóa', labelEn: 'Key', required: false }],
};
const stored: InstanceView = {
  id: 'frigate-cong',
  connector: 'frigate',
  transport: 'mqtt',
  name: 'Camera cổng',
  nameEn: 'Gate cameras',
  cadenceMs: 90_000,
  enabled: true,
  managedBy: 'page',
  door: { login: 'cong' },
  options: { prefix: 'cong' },
  secrets: [{ name: 'password', setAt: '2026-01-02T03:04:05.000Z' }],
  problem: null,
  revision: '7',
  updatedAt: '2026-01-02T03:04:05.000Z',
  updatedBy: 'Quản trị viên',
};
const taken = new Set(['frigate', 'frigate-cong']);
const form = sourceForm(connector, 'mqtt');

test('a second source of a kind gets a free id and a name of its own', () => {
  expect(freeId('frigate', new Set(['frigate', 'frigate-2']))).toBe('frigate-3');
  expect(newDraft(connector, taken)).toMatchObject({
    id: 'frigate-2',
    name: 'Camera 2',
    nameEn: 'Cameras 2',
    transport: 'mqtt',
    enabled: false,
  });
});

test('a new source says only what was typed', () => {
  const read = readSource(newDraft(connector, taken), connector.id, form, null, taken);
  expect(read).toEqual({
    instance: {
      id: 'frigate-2',
      connector: 'frigate',
      transport: 'mqtt',
      name: 'Camera 2',
      nameEn: 'Cameras 2',
      cadenceMs: 120_000,
      enabled: false,
      door: {},
      options: {},
      secrets: {},
    },
    faults: {},
    idFault: null,
  });
});

test('a stored source comes back as it was, and its secrets are not touched', () => {
  const read = readSource(draftOfInstance(stored, form), connector.id, form, stored, taken);
  expect(read.faults).toEqual({});
  expect(changeOf(read.instance, stored.revision)).toEqual({
    revision: '7',
    name: 'Camera cổng',
    nameEn: 'Gate cameras',
    cadenceMs: 90_000,
    enabled: true,
    door: { login: 'cong' },
    options: { prefix: 'cong' },
    secrets: {},
  });
});

test('switching off changes nothing else', () => {
  expect(switchedChange(stored, false)).toMatchObject({
    enabled: false,
    options: { prefix: 'cong' },
    door: { login: 'cong' },
    revision: '7',
  });
});

test.each([
  ['Frigate', 'idRule'],
  ['-ab', 'idRule'],
  ['ab', 'idRule'],
  ['frigate', 'idTaken'],
  ['camera-7', null],
])('the id %s of a new source: %s', (id, fault) => {
  expect(readSource({ ...newDraft(connector, taken), id }, connector.id, form, null, taken).idFault).toBe(
    fault,
  );
});

test('what is wrong is told by place', () => {
  const draft = withTransport(
    {
      ...newDraft(connector, taken),
      name: ' ',
      cadence: { amount: '0', unit: 's' },
      secrets: { password: 'x', key: 'y' },
    },
    connector,
    'file',
  );
  expect(draft.secrets).toEqual({ key: 'y' });
  const { faults } = readSource(draft, connector.id, sourceForm(connector, 'file'), null, taken);
  expect(Object.keys(faults)).toEqual(['name', 'cadence', 'door.path']);
});
