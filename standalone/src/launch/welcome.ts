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
  const next = settings.demo
    ? '  Next: open the sign-in link, then the wall. IOC_DEMO=0 npm start waits for your own sources instead.'
    : '  Next: open the sign-in link, then connect a source (README, "Connecting a source").';
  return [
    '',
    `  Sign in (once)     ${base}/sign-in?token=${signInToken}`,
    `  Wall               ${base}/wall/overview`,
    `  Leader             ${base}/leader`,
    `  Console            ${base}/console`,
    `  Report, no login   ${base}/report`,
    `  API                ${base}/api/docs`,
    '',
    next,
    `  For programs: Authorization: Bearer $(cat ${settings.dataDir}/admin-token)`,
    '  A new sign-in link: npm run link. Stop: Ctrl-C.',
    '',
  ];
}
