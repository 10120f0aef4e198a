import type { DeskPicture, DeskTicketStory } from '@ioc/contracts/api/ticket-desk';
import { Globe, Lock } from 'lucide-react';
import { worksAlerts } from '../../../api/rights.ts';
import { useSite } from '../../../api/site.tsx';
import { useFormat } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { storyPath } from './use-guarded.ts';

interface FigureProps {
  readonly picture: DeskPicture;
  readonly path: string;
  /** Null: not open to this reader. */
  readonly onRelease: ((released: boolean) => void) | null;
}

function Picture({ picture, path, onRelease }: FigureProps) {
  const text = useTicketText();
  const format = useFormat();
  const words = text.pictures;
  const stage = words[picture.stage];
  const alt = words.alt(stage, format.dateTime(picture.at));
  return (
    <figure className="ticket-picture">
      {picture.kind === 'video' ? (
        <video src={path} controls preload="none" aria-label={`${words.video}: ${alt}`}>
          <track kind="captions" />
        </video>
      ) : (
        <a href={path} target="_blank" rel="noreferrer">
          <img src={path} alt={alt} width={picture.width} height={picture.height} loading="lazy" />
        </a>
      )}
      <figcaption>
        <span>
          {stage} · {picture.by ?? words.byResident}
        </span>
        <span className="ticket-release" data-released={picture.released}>
          {picture.released ? <Globe aria-hidden="true" /> : <Lock aria-hidden="true" />}
          {picture.released ? words.released : words.kept}
          {onRelease && (
            <button
              type="button"
              className="button"
              data-quiet="true"
              onClick={() => onRelease(!picture.released)}
            >
              {picture.released ? text.act.unrelease : text.act.release}
            </button>
          )}
        </span>
      </figcaption>
    </figure>
  );
}

interface Props {
  readonly story: DeskTicketStory;
  readonly onRelease: (picture: string, released: boolean) => void;
}

/** Before and after, side by side, with who may see each; and what is still on its way. */
export function TicketPictures({ story, onRelease }: Props) {
  const text = useTicketText().pictures;
  const format = useFormat();
  const { self } = useSite();
  const mayRelease = self !== null && worksAlerts(self);
  if (story.attachments.length === 0 && story.uploads.length === 0) return null;
  return (
    <section>
      <h3>{text.title}</h3>
      <div className="ticket-pictures">
        {story.attachments.map((picture) => (
          <Picture
            key={picture.id}
            picture={picture}
            path={`${storyPath(story)}/pictures/${picture.id}`}
            onRelease={mayRelease ? (released) => onRelease(picture.id, released) : null}
          />
        ))}
        {story.uploads.map((upload) => (
          <div key={upload.id} className="ticket-upload">
            {upload.state === 'refused' ? (
              <p>
                {text.refused}: {upload.reason}
              </p>
            ) : (
              <>
                <p>{text.uploading(format.percent(upload.received / upload.bytes, 0))}</p>
                <progress value={upload.received} max={upload.bytes} aria-label={text.title} />
              </>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}
