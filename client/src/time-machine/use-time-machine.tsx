import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { InPast, useLiveHub } from '../stream/use-hub.tsx';
import { TimeMachine } from './time-machine.ts';

const MachineContext = createContext<TimeMachine | null>(null);

/** All that stands in here shows one moment: the present, or the one the machine was set to. */
export function TimeTraveller({ children }: { readonly children: ReactNode }) {
  const live = useLiveHub();
  const [machine] = useState(() => new TimeMachine(live));
  const past = useSyncExternalStore(machine.subscribe, () => machine.past);
  useEffect(() => () => machine.leave(), [machine]);
  return (
    <MachineContext value={machine}>
      <InPast past={past}>{children}</InPast>
    </MachineContext>
  );
}

/** The machine, looked at again whenever something of it changes. */
export function useTimeMachine(): TimeMachine {
  const machine = use(MachineContext);
  if (!machine) throw new Error('a part of the time machine stands outside <TimeTraveller>');
  useSyncExternalStore(machine.subscribe, () => machine.stamp);
  return machine;
}
