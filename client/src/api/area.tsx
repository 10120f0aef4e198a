// Whose figures a page shows: the widest area the reader may watch, or the one chosen in the header where there are
// several. Everything on the page follows it: streams, reads, titles.
import type { Scope } from '@ioc/contracts/scope';
import { createContext, use, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useAreaNames } from './area-names.ts';
import { watchedScopes } from './rights.ts';
import type { PageName } from './rights.ts';
import { useSite } from './site.tsx';

const STORAGE_KEY = 'ioc-area';

export interface Areas {
  readonly scope: Scope;
  /** In the reader's language. */
  readonly name: string;
  readonly all: readonly { readonly scope: Scope; readonly name: string }[];
  readonly choose: (scope: Scope) => void;
}

const AreaContext = createContext<Areas | null>(null);

/** The area that a director shows, whatever the reader chose; null: nobody steers. The hub asks whether it is open. */
export const SteeredArea = createContext<Scope | null>(null);

/** The area of the page; null where no area plays a part (account, administration). */
export const useOptionalArea = (): Areas | null => use(AreaContext);

function remembered(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function remember(scope: Scope): void {
  try {
    localStorage.setItem(STORAGE_KEY, scope);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Knows the area; `closed` is shown to a reader who may watch nothing. */
export function AreaProvider({
  page,
  children,
  closed,
}: {
  readonly page: PageName;
  readonly children: (scope: Scope) => ReactNode;
  readonly closed: ReactNode;
}) {
  const { self } = useSite();
  const scopes = useMemo(() => (self ? watchedScopes(self, page) : []), [self, page]);
  const steered = use(SteeredArea);
  const nameOf = useAreaNames(steered === null ? scopes : [...scopes, steered]);
  const [chosen, setChosen] = useState(remembered);
  const scope =
    scopes.length === 0 ? undefined : (steered ?? scopes.find((one) => one === chosen) ?? scopes[0]);
  const areas = useMemo<Areas | null>(
    () =>
      scope === undefined
        ? null
        : {
            scope,
            name: nameOf(scope),
            all: (steered === null ? scopes : []).map((one) => ({ scope: one, name: nameOf(one) })),
            choose: (next) => {
              remember(next);
              setChosen(next);
            },
          },
    [scope, scopes, steered, nameOf],
  );
  if (!areas) return closed;
  return <AreaContext value={areas}>{children(areas.scope)}</AreaContext>;
}
