/** @jsxImportSource preact */
import type { TrackAnswer } from '@ioc/contracts/api/report';
import { shortMoment } from '../../../light-kit/formats.ts';
import { usePortal } from '../frame/context.ts';

/** What the office said in public, newest first, and what the resident said in return. */
export function Answers({ notes }: { notes: TrackAnswer['notes'] }) {
  const { words, language } = usePortal();
  if (notes.length === 0) return null;
  return (
    <section class="card">
      <h2>{words.answers}</h2>
      <ol class="answers">
        {[...notes].reverse().map(({ at, kind, body }) => (
          <li key={`${at} ${kind}`} class={kind}>
            <p class="who">
              <strong>{words.noteKinds[kind] ?? kind}</strong>
              <time class="figures" dateTime={at}>
                {shortMoment(at, language)}
              </time>
            </p>
            <p class="said">{body}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Before and after beside each other; only what an officer released, and how much is not. */
export function Pictures({ pictures, pending }: Pick<TrackAnswer, 'pictures' | 'pending'>) {
  const { words } = usePortal();
  if (pictures.length === 0 && pending === 0) return null;
  const stages = (['before', 'after'] as const).filter((stage) =>
    pictures.some((one) => one.stage === stage),
  );
  return (
    <section class="card">
      <h2>{words.pictures}</h2>
      <div class="stages">
        {stages.map((stage) => (
          <figure key={stage}>
            <figcaption class="label">{words[stage]}</figcaption>
            {pictures
              .filter((one) => one.stage === stage)
              .map(({ id, kind, url }, index) =>
                kind === 'video' ? (
                  // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody writes captions for a resident's video
                  <video key={id} src={url} controls playsInline preload="none" />
                ) : (
                  <a key={id} href={url} target="_blank" rel="noreferrer">
                    <img src={url} loading="lazy" alt={words.pictureAlt(words[stage], index + 1)} />
                  </a>
                ),
              )}
          </figure>
        ))}
      </div>
      {pending > 0 && <p class="hint">{words.pending(pending)}</p>}
    </section>
  );
}
