// Pictures from the scene: added, released to the resident, taken back.
import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { sendFile, sendJson } from '../../../api/request.ts';
import type { Notices } from '../../../desk-kit/notices.tsx';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { downscale } from '../../../light-kit/downscale.ts';
import { storyPath, type Guarded } from './use-guarded.ts';

export interface TicketPicturing {
  readonly busy: boolean;
  /** True when it is stored. */
  readonly addPicture: (ticket: DeskTicket, file: Blob) => Promise<boolean>;
  readonly release: (ticket: DeskTicket, picture: string, released: boolean) => Promise<void>;
}

export function useTicketPictures({ say }: Notices, { busy, guarded }: Guarded): TicketPicturing {
  const text = useTicketText();
  return {
    busy,
    addPicture: async (ticket, photo) => {
      // What this browser cannot read the server may, or says why not.
      const file = await downscale(photo).catch(() => photo);
      const path = `${storyPath(ticket)}/pictures?stage=after`;
      const after = await guarded(ticket, () => sendFile<DeskTicket>(path, file));
      if (after) say(text.pictureAdded);
      return after !== null;
    },
    release: async (ticket, picture, released) => {
      const path = `${storyPath(ticket)}/pictures/${encodeURIComponent(picture)}`;
      const sent = await guarded(ticket, async () => {
        await sendJson('PUT', path, { released });
        return true;
      });
      if (sent) say(released ? text.pictureReleased : text.pictureHidden);
    },
  };
}
