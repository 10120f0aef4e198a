import type { DeskTicketStory, TicketRevealed } from '@ioc/contracts/api/ticket-desk';
import { CalendarClock, Eye, GitMerge, Lock, Milestone } from 'lucide-react';
import { useFormat } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { storyLines, type StoryLine } from './story-lines.ts';

function iconOf(line: StoryLine) {
  if (line.what === 'state') return Milestone;
  if (line.what === 'link') return GitMerge;
  if (line.what === 'appointment') return CalendarClock;
  return line.note.audience === 'public' ? Eye : Lock;
}

interface Props {
  readonly story: DeskTicketStory;
  /** Of the resident's notes those in full that were revealed, by id. */
  readonly said: TicketRevealed['said'];
}

function Words({ line, said }: Pick<Props, 'said'> & { readonly line: StoryLine }) {
  const text = useTicketText();
  const format = useFormat();
  const { story } = text;
  switch (line.what) {
    case 'state':
      return <strong>{text.state[line.state] ?? line.state}</strong>;
    case 'link':
      return <p>{line.direction === 'into' ? story.linkInto(line.title) : story.linkFrom(line.title)}</p>;
    case 'appointment':
      return <p>{story.appointment(format.dateTime(line.before), format.dateTime(line.now))}</p>;
    case 'note':
      return (
        <>
          <p className="desk-when">
            {story.kind[line.note.kind]} · {line.note.audience === 'public' ? story.public : story.internal}
          </p>
          <p className="ticket-body">{said[line.note.id] ?? line.note.body}</p>
        </>
      );
  }
}

/** Everything that happened, newest first, and who may read it. */
export function TicketStory({ story, said }: Props) {
  const text = useTicketText().story;
  const format = useFormat();
  return (
    <section>
      <h3>{text.title}</h3>
      <ol className="desk-story ticket-story">
        {storyLines(story).map((line) => {
          const Icon = iconOf(line);
          const audience = line.what === 'note' ? line.note.audience : undefined;
          return (
            <li key={line.key} data-what={line.what} data-audience={audience}>
              <Icon aria-hidden="true" />
              <div>
                <Words line={line} said={said} />
                <p className="desk-when figures">
                  {format.dateTime(line.at)}
                  {line.by !== null && ` · ${line.by}`}
                  {line.by === null && line.what === 'note' && ` · ${text.resident}`}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
