// A page that hears the hub: signed in, allowed here, for one area. A change of any of them takes effect without a
// reload, and an area that is left takes its streams with it.
import type { ComponentType, ReactNode } from 'react';
import { AreaProvider } from '../api/area.tsx';
import { mayOpen } from '../api/rights.ts';
import type { PageName } from '../api/rights.ts';
import { SignedIn, askWhoAgain, useSite } from '../api/site.tsx';
import { LiveHub } from '../stream/use-hub.tsx';
import { NotOpen } from './NotOpen.tsx';
import { ScreenEnded } from './ScreenEnded.tsx';
import { Waiting } from './Waiting.tsx';

interface Props {
  readonly name: PageName;
  /** Around all that the area decides. */
  readonly around?: ComponentType<{ readonly children: ReactNode }>;
  readonly children: ReactNode;
}

const Bare = ({ children }: { readonly children: ReactNode }) => children;

function Allowed({ name, around: Around = Bare, children }: Props) {
  const { self } = useSite();
  if (!self || !mayOpen(name, self)) return <NotOpen />;
  return (
    <Around>
      <AreaProvider page={name} closed={<NotOpen />}>
        {(scope) => (
          <LiveHub key={scope} scope={scope} onTurnedAway={askWhoAgain}>
            {children}
          </LiveHub>
        )}
      </AreaProvider>
    </Around>
  );
}

export function LivePage({ children, ...page }: Props) {
  return (
    <SignedIn waiting={<Waiting />} ended={<ScreenEnded />}>
      <Allowed {...page}>{children}</Allowed>
    </SignedIn>
  );
}
