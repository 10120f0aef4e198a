// A page that hears the hub: signed in, allowed here, for one area. A change of any of them takes effect without a
// reload, and an area that is left takes its streams with it.
import type { ReactNode } from 'react';
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
  readonly children: ReactNode;
}

function Allowed({ name, children }: Props) {
  const { self } = useSite();
  if (!self || !mayOpen(name, self)) return <NotOpen />;
  return (
    <AreaProvider closed={<NotOpen />}>
      {(scope) => (
        <LiveHub key={scope} scope={scope} onTurnedAway={askWhoAgain}>
          {children}
        </LiveHub>
      )}
    </AreaProvider>
  );
}

export function LivePage({ name, children }: Props) {
  return (
    <SignedIn waiting={<Waiting />} ended={<ScreenEnded />}>
      <Allowed name={name}>{children}</Allowed>
    </SignedIn>
  );
}
