import type { LaunchSettings } from './settings.ts';

export const farewell = '\n  Stopping: sources, server, database …';

/** Where a browser on this machine finds the web door. */
export function baseAddress(settings: LaunchSettings, port: number): string {
  const scheme = settings.IOC_TLS_CERT ? 'https' : 'http';
  const host = ['0.0.0.0', '::'].includes(settings.IOC_HOST) ? '127.0.0.1' : settings.IOC_HOST;
  return `${scheme}://${host}:${port}`;
}

/** Addresses, the sign-in link and what to do next. */
export function welcome(settings: LaunchSettings, base: string, signInToken: string): string[] {
  return [
    '',
    `  Sign in (once)     ${base}/sign-in?token=${signInToken}`,
    `  Wall               ${base}/wall/overview`,
    `  Leader             ${base}/leader`,
    `  Console            ${base}/console`,
    `  Administration     ${base}/admin`,
    `  Report, no login   ${base}/report`,
    `  API                ${base}/api/docs`,
    '',
    ...(settings.demo ? demonstration : installation),
    `  For programs: Authorization: Bearer $(cat ${settings.dataDir}/admin-token)`,
    '  A new sign-in link: npm run link. Stop: Ctrl-C.',
    '',
  ];
}

const demonstration = [
  '  Next: open the sign-in link, then the wall. The link lets you in as the owner of this machine;',
  '  the sign-in page has an account for each role besides. They are there in the demonstration only:',
  '  IOC_DEMO=0 npm start waits for your own sources and people instead.',
];

const installation = [
  '  Next: open the sign-in link. The first time it makes the account of the first administrator, who invites',
  '  the others; later it lets the owner of this machine in, for emergencies, and is written down.',
  '  Then connect a source (README, "Connecting a source").',
];
