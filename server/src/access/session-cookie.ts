import type { Config } from '../config.ts';

/** `__Host-` binds the cookie to this very host; browsers accept the prefix only with Secure. */
export const cookieName = ({ secure }: Pick<Config, 'secure'>): string =>
  secure ? '__Host-ioc' : 'ioc-session';
