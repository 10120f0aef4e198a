// The story of a ticket as one list: states, notes, pauses, promises and links by their time. Of what was written at one
// instant the state comes first.
import type { DeskNote, DeskTicketStory } from '@ioc/contracts/api/ticket-desk';

interface Line {
  readonly key: string;
  readonly at: string;
  /** Null: the resident, or the source itself. */
  readonly by: string | null;
}
export type StoryLine =
  | (Line & { readonly what: 'state'; readonly state: string })
  | (Line & { readonly what: 'note'; readonly note: DeskNote })
  | (Line & { readonly what: 'appointment'; readonly before: string; readonly now: string })
  | (Line & { readonly what: 'link'; readonly direction: 'into' | 'from'; readonly title: string });

/** Newest first. */
export function storyLines({ states, notes, appointment, links }: DeskTicketStory): readonly StoryLine[] {
  const lines: StoryLine[] = [
    ...states.map(({ state, at, by }) => ({ key: `state ${at}`, what: 'state' as const, state, at, by })),
    ...notes.map((note) => ({
      key: `note ${note.id}`,
      what: 'note' as const,
      note,
      at: note.at,
      by: note.by,
    })),
    ...links.map(({ direction, source, id, title, at, by }) => ({
      key: `link ${source}/${id}`,
      what: 'link' as const,
      direction,
      title,
      at,
      by,
    })),
  ];
  if (appointment !== null) {
    const said = notes.find(({ kind, body }) => kind === 'apology' && body === appointment.reason);
    const { before, now, by } = appointment;
    lines.push({ key: 'appointment', what: 'appointment', before, now, by, at: said?.at ?? before });
  }
  return lines.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
