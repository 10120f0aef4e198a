// Which view the part of a page within speaks of: a scene narrows its panels and its map without either knowing of scenes.
// Outside any such part it is everything.
import type { Channel } from '@ioc/contracts/stream/channels';
import { CHANNELS_WITH_VIEWS, WHOLE_VIEW } from '@ioc/contracts/stream/view';
import type { View } from '@ioc/contracts/stream/view';
import { createContext, use } from 'react';

export const PartView = createContext<View>(WHOLE_VIEW);

export const usePartView = (): View => use(PartView);

/** Of channels without views there is everything and nothing else; services are told apart among tickets alone. */
export function viewOf(channel: Channel, view: View): View {
  if (!CHANNELS_WITH_VIEWS.has(channel)) return WHOLE_VIEW;
  return view.services && channel !== 'tickets' ? { ...view, services: undefined } : view;
}
