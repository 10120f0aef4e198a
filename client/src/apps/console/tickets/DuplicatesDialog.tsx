import type { List } from '@ioc/contracts/api/list';
import type { DeskTicket, DeskTicketStory, TicketLikeness } from '@ioc/contracts/api/ticket-desk';
import { Check } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useResource } from '../../../api/resource.ts';
import { DeskLoading } from '../../../desk-kit/DeskLoading.tsx';
import { useAccessText } from '../../../i18n/access-text.ts';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import type { DeskNames } from './use-desk-names.ts';
import { storyPath } from './use-guarded.ts';

const REFRESH_MS = 60_000;

/** One of the two, in the same order as the other, so that the eye goes across. */
function Side({
  ticket,
  heading,
  names,
}: {
  readonly ticket: DeskTicket;
  readonly heading: string;
  readonly names: DeskNames;
}) {
  const text = useTicketText();
  const format = useFormat();
  const language = useLanguage();
  const { value: story, error } = useResource<DeskTicketStory>(storyPath(ticket), REFRESH_MS);
  const pictures = (story?.attachments ?? []).filter(
    ({ kind, stage }) => kind === 'photo' && stage === 'before',
  );
  return (
    <section className="ticket-side">
      <h3>{heading}</h3>
      <p className="ticket-title">{localName(language, ticket.title, ticket.titleEn)}</p>
      <p>{text.state[ticket.state] ?? ticket.state}</p>
      <p className="figures">{format.dateTime(ticket.openedAt)}</p>
      <p>
        {names.unit(ticket.unitId)} · {names.source(ticket.source)}
      </p>
      {/* "None" is said of what was read, not of what is still to come. */}
      {story && <blockquote>{story.personal?.description ?? text.none}</blockquote>}
      {!story && !error && <DeskLoading>{text.loadingOne}</DeskLoading>}
      {!story && error && <p role="alert">{text.failedOne}</p>}
      <div className="ticket-side-pictures">
        {pictures.map((picture) => (
          <img
            key={picture.id}
            src={`${storyPath(ticket)}/pictures/${picture.id}`}
            alt={text.pictures.alt(text.pictures.before, format.dateTime(picture.at))}
            loading="lazy"
          />
        ))}
      </div>
    </section>
  );
}

function Reasons({ likeness }: { readonly likeness: TicketLikeness }) {
  const text = useTicketText().likeness;
  const format = useFormat();
  const { metres, minutesApart, sameCategory, text: words, look } = likeness;
  const reasons = [
    metres === null ? null : text.metres(format.number(metres)),
    text.apart(format.span(minutesApart * 60_000)),
    sameCategory ? text.sameCategory : text.otherCategory,
    words === null ? null : text.text(format.percent(words, 0)),
    look !== null && look <= 10 ? text.look : null,
  ];
  return <span className="ticket-reasons figures">{reasons.filter((one) => one !== null).join(' · ')}</span>;
}

interface Props {
  readonly ticket: DeskTicket;
  readonly names: DeskNames;
  readonly busy: boolean;
  readonly onMerge: (into: DeskTicket) => void;
  readonly onClose: () => void;
}

/** What may be the same, the likeliest first, and both side by side. Arrow keys choose, Enter on the button merges. */
export function DuplicatesDialog({ ticket, names, busy, onMerge, onClose }: Props) {
  const text = useTicketText();
  const access = useAccessText();
  const format = useFormat();
  const language = useLanguage();
  const { value, error } = useResource<List<TicketLikeness>>(`${storyPath(ticket)}/duplicates`, REFRESH_MS);
  const [chosen, setChosen] = useState<string | null>(null);
  const items = value?.items ?? [];
  const picked = items.find((one) => one.ticket.key === chosen) ?? items[0];
  const list = useRef<HTMLFieldSetElement>(null);
  const isThere = items.length > 0;
  useEffect(() => {
    // It came after the dialog opened: the arrows are to choose among it.
    if (isThere) list.current?.querySelector<HTMLElement>('input:checked')?.focus();
  }, [isThere]);
  return (
    <Dialog title={text.likeness.title} onClose={onClose} wide>
      {!value && !error && <DeskLoading>{text.likeness.looking}</DeskLoading>}
      {error && <p role="alert">{text.likeness.failed}</p>}
      {value && items.length === 0 && <p>{text.likeness.none}</p>}
      {picked && (
        <>
          <fieldset className="ticket-likely" ref={list}>
            <legend className="sr-only">{text.likeness.title}</legend>
            {items.map((one) => (
              <label key={one.ticket.key} data-picked={one === picked}>
                <input
                  type="radio"
                  name="likeness"
                  checked={one === picked}
                  onChange={() => setChosen(one.ticket.key)}
                />
                <span>
                  <strong>{localName(language, one.ticket.title, one.ticket.titleEn)}</strong>{' '}
                  <span className="ticket-score figures">
                    {text.likeness.score(format.percent(one.score, 0))}
                  </span>
                  <Reasons likeness={one} />
                </span>
              </label>
            ))}
          </fieldset>
          <div className="ticket-sides">
            <Side ticket={ticket} heading={text.likeness.this} names={names} />
            <Side ticket={picked.ticket} heading={text.likeness.other} names={names} />
          </div>
          <p className="ticket-hint">
            <Check aria-hidden="true" />
            <span>{text.likeness.mergeHint}</span>
          </p>
          <div className="form-ways" data-end="true">
            <button type="button" className="button" data-quiet="true" onClick={onClose}>
              {access.cancel}
            </button>
            <button type="button" className="button" disabled={busy} onClick={() => onMerge(picked.ticket)}>
              {text.act.merge}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
