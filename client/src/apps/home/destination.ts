// Where to go after signing in: only pages of this site, so that a crafted link cannot send a reader elsewhere.
const PAGES = ['/wall', '/console', '/leader', '/gallery', '/account', '/admin'] as const;

/** The page asked for, or the role chooser. */
export function destinationOf(from: string | null): string {
  if (from === null || !from.startsWith('/') || from.startsWith('//') || from.includes('\\')) return '/';
  const known = PAGES.some((page) => from === page || from.startsWith(`${page}/`));
  return known ? from : '/';
}
