import { useText } from '../i18n/language.ts';

/** How the server calls whoever owns its machine. */
const OWNER = 'owner';

/** Who drove a wall, as a reader calls them. */
export function useDriverName(): (by: string) => string {
  const { owner } = useText().user;
  return (by) => (by === OWNER ? owner : by);
}
