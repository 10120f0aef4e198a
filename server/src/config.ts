// The settings of the server process, parsed before anything opens: all problems at once, by name, never with values
// (a connection string holds a password).
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MapTiles } from '@ioc/contracts/api/site';
import { z } from 'zod';
import { NOTIFY_TOGETHER, notifyShape, toNotify, type NotifyConfig } from './notify/notify-settings.ts';

const flag = z
  .enum(['', '0', '1', 'false', 'true'], 'must be 0 or 1')
  .default('0')
  .transform((word) => word === '1' || word === 'true');
const flagOn = z
  .enum(['', '0', '1', 'false', 'true'], 'must be 0 or 1')
  .default('1')
  .transform((word) => word === '1' || word === 'true' || word === '');
const port = z.coerce.number('must be a number').int().min(0).max(65_535);
const file = z.string().min(1).optional();
const origin = z.url('must be a URL such as https://ioc.example.vn').transform((url) => new URL(url).origin);

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const issuer = z.url('must be a URL such as https://id.example.vn/realms/province').refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
}, 'must be https, except on this machine');
const TILE_WORDS = [
  ['{z}', '{TileMatrix}'],
  ['{x}', '{TileCol}'],
  ['{y}', '{TileRow}'],
] as const;
const tiles = z
  .url('must be a URL such as https://gis.example.vn/wmts/{TileMatrix}/{TileRow}/{TileCol}.png')
  .refine((text) => /^https?:\/\//i.test(text), 'must be http or https')
  .refine(
    (text) => TILE_WORDS.every((words) => words.some((word) => text.includes(word))),
    'must name {z}, {x} and {y}, or {TileMatrix}, {TileCol} and {TileRow}',
  );
const OIDC_TOGETHER = [
  'IOC_OIDC_ISSUER',
  'IOC_OIDC_CLIENT_ID',
  'IOC_OIDC_CLIENT_SECRET',
  'IOC_OIDC_GROUPS_FILE',
] as const;

export const settingsSchema = z
  .object({
    DATABASE_URL: z.string('is missing').regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'),
    IOC_HOST: z.string().min(1).default('127.0.0.1'),
    IOC_PORT: port.default(3000),
    IOC_DATA_DIR: z.string().min(1).default('.ioc'),
    IOC_WORLD_DIR: file.describe('uploads and keys of this world; default: the data directory'),
    IOC_DEMO: flag,
    IOC_RECOUNT: flagOn.describe('0: this node never counts the counters again; some node must'),
    IOC_TLS_CERT: file,
    IOC_TLS_KEY: file,
    IOC_TRUST_PROXY: z
      .string()
      .optional()
      .describe('1 trusts the nearest proxy for addresses, or a list of proxies'),
    IOC_ORIGIN: origin.optional().describe('public origin, such as https://ioc.example.vn'),
    IOC_PROVINCE: z.string().min(1).max(20).default('44').describe('code of the province today'),
    IOC_CLIENT_DIR: z
      .string()
      .min(1)
      .default(fileURLToPath(new URL('../../client/dist', import.meta.url)))
      .describe('built pages'),
    IOC_CATEGORIES_FILE: file.describe('what residents can report (JSON)'),
    IOC_AGENCIES_FILE: file.describe('agencies by id (JSON)'),
    IOC_RULES_DIR: file.describe(
      'folder of alert rules of the site (*.yaml, *.json), read again when they change',
    ),
    IOC_SCENES_DIR: file.describe('folder of wall scenes of the site (*.yaml), read at the start'),
    IOC_TARGETS_FILE: file.describe('targets of the service indicators (JSON)'),
    IOC_MAP_TILES_URL: tiles
      .optional()
      .describe('shared map of the province: XYZ or WMTS template in Web Mercator; browsers see it'),
    IOC_MAP_TILES_ATTRIBUTION: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .describe('goes with IOC_MAP_TILES_URL, shown on the map'),
    IOC_MAP_ARCHIVES_DIR: file.describe(
      'folder of maps of the site as PMTiles archives (*.pmtiles), shown below everything',
    ),
    IOC_OIDC_ISSUER: issuer.optional().describe('identity provider (OpenID Connect): its issuer URL'),
    IOC_OIDC_CLIENT_ID: z.string().min(1).optional().describe('goes with IOC_OIDC_ISSUER'),
    IOC_OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('goes with IOC_OIDC_ISSUER'),
    IOC_OIDC_NAME: z.string().min(1).max(60).default('SSO').describe('name of the provider on its button'),
    IOC_OIDC_GROUPS_CLAIM: z
      .string()
      .min(1)
      .default('groups')
      .describe('claim that lists the groups of a person'),
    IOC_OIDC_GROUPS_FILE: file.describe('goes with IOC_OIDC_ISSUER: roles and areas by group (JSON)'),
    IOC_OIDC_MFA: z
      .string()
      .default('mfa')
      .describe('amr values of the provider that count as a second factor, by comma'),
    ...notifyShape,
    IOC_LOG_LEVEL: z
      .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
      .default('info')
      .describe('trace, debug, info, warn, error, fatal or silent'),
  })
  .refine((settings) => !settings.IOC_TLS_CERT === !settings.IOC_TLS_KEY, {
    path: ['IOC_TLS_KEY'],
    message: 'IOC_TLS_CERT and IOC_TLS_KEY come together',
  })
  .refine((settings) => !settings.IOC_MAP_TILES_URL === !settings.IOC_MAP_TILES_ATTRIBUTION, {
    path: ['IOC_MAP_TILES_ATTRIBUTION'],
    message: 'IOC_MAP_TILES_URL and IOC_MAP_TILES_ATTRIBUTION come together',
  })
  .superRefine((settings, context) => {
    for (const together of [OIDC_TOGETHER, ...NOTIFY_TOGETHER]) {
      const given = together.filter((name) => settings[name] !== undefined);
      if (given.length === 0) continue;
      for (const name of together.filter((other) => !given.includes(other)))
        context.addIssue({ code: 'custom', path: [name], message: `is missing beside ${given[0]}` });
    }
  });

export interface Config {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Tokens. */
  readonly dataDir: string;
  /** Uploads and the secret of tracking codes: beside the data they belong to, so the demonstration's apart (D1). */
  readonly worldDir: string;
  readonly demo: boolean;
  /** This node may count the counters again. */
  readonly recount: boolean;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Fastify's trustProxy: false, one hop, or the addresses of the proxies. */
  readonly trustProxy: false | 1 | string[];
  /** The public origin; null: whatever host the browser asked. */
  readonly origin: string | null;
  /** Browsers speak HTTPS to us: cookies are Secure and HSTS is sent. */
  readonly secure: boolean;
  readonly provinceCode: string;
  readonly clientDir: string;
  readonly categoriesFile: string | null;
  readonly agenciesFile: string | null;
  readonly targetsFile: string | null;
  /** Null: only the rules that came with the product. */
  readonly rulesDir: string | null;
  /** Null: only the map that came with the product and what was imported. */
  readonly tiles: MapTiles | null;
  /** Null: the site has no archives of its own. */
  readonly mapArchivesDir: string | null;
  /** Null: only the scenes that came with the product. */
  readonly scenesDir: string | null;
  /** Null: no identity provider. */
  readonly oidc: OidcConfig | null;
  /** How residents are told; nothing of it: not at all. */
  readonly notify: NotifyConfig;
  readonly logLevel: string;
}

export interface OidcConfig {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly groupsClaim: string;
  readonly groupsFile: string;
  /** Any of them in `amr` counts as a second factor. */
  readonly mfa: ReadonlySet<string>;
}

export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`the settings are not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Throws ConfigError naming every wrong variable. An empty variable counts as absent. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(present);
  if (parsed.success) return toConfig(parsed.data);
  throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}

function toConfig(settings: z.infer<typeof settingsSchema>): Config {
  const { IOC_TLS_CERT: certFile, IOC_TLS_KEY: keyFile, IOC_ORIGIN: publicOrigin = null } = settings;
  const { IOC_MAP_TILES_URL: url, IOC_MAP_TILES_ATTRIBUTION: attribution } = settings;
  const tls = certFile && keyFile ? { certFile, keyFile } : null;
  return {
    databaseUrl: settings.DATABASE_URL,
    host: settings.IOC_HOST,
    port: settings.IOC_PORT,
    dataDir: path.resolve(settings.IOC_DATA_DIR),
    worldDir: path.resolve(settings.IOC_WORLD_DIR ?? settings.IOC_DATA_DIR),
    demo: settings.IOC_DEMO,
    recount: settings.IOC_RECOUNT,
    tls,
    trustProxy: trustedProxies(settings.IOC_TRUST_PROXY),
    origin: publicOrigin,
    secure: tls !== null || (publicOrigin?.startsWith('https://') ?? false),
    provinceCode: settings.IOC_PROVINCE,
    clientDir: path.resolve(settings.IOC_CLIENT_DIR),
    categoriesFile: settings.IOC_CATEGORIES_FILE ?? null,
    agenciesFile: settings.IOC_AGENCIES_FILE ?? null,
    targetsFile: settings.IOC_TARGETS_FILE ?? null,
    rulesDir: settings.IOC_RULES_DIR ? path.resolve(settings.IOC_RULES_DIR) : null,
    tiles: url && attribution ? { url, attribution } : null,
    mapArchivesDir: settings.IOC_MAP_ARCHIVES_DIR ? path.resolve(settings.IOC_MAP_ARCHIVES_DIR) : null,
    scenesDir: settings.IOC_SCENES_DIR ? path.resolve(settings.IOC_SCENES_DIR) : null,
    oidc: toOidc(settings),
    notify: toNotify(settings),
    logLevel: settings.IOC_LOG_LEVEL,
  };
}

function toOidc(settings: z.infer<typeof settingsSchema>): OidcConfig | null {
  const {
    IOC_OIDC_ISSUER: issuerUrl,
    IOC_OIDC_CLIENT_ID: clientId,
    IOC_OIDC_CLIENT_SECRET: clientSecret,
    IOC_OIDC_GROUPS_FILE: groupsFile,
  } = settings;
  if (!issuerUrl || !clientId || !clientSecret || !groupsFile) return null;
  return {
    issuer: new URL(issuerUrl),
    clientId,
    clientSecret,
    groupsFile,
    name: settings.IOC_OIDC_NAME,
    groupsClaim: settings.IOC_OIDC_GROUPS_CLAIM,
    mfa: new Set(wordsOf(settings.IOC_OIDC_MFA)),
  };
}

const wordsOf = (list: string): string[] => list.split(/[\s,]+/).filter((word) => word !== '');

/** `1` trusts the nearest hop only: trusting every hop would let anyone write their own address. */
function trustedProxies(text = '0'): false | 1 | string[] {
  if (['0', 'false'].includes(text)) return false;
  if (['1', 'true'].includes(text)) return 1;
  return text.split(',').map((address) => address.trim());
}
