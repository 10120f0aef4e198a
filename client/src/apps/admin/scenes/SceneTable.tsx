import type { SceneEdition } from '@ioc/contracts/api/scenes';
import { ArrowDown, ArrowUp, MonitorPlay, Pencil, RotateCcw, TriangleAlert } from 'lucide-react';
import { useAccessText } from '../../../i18n/access-text.ts';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { goTo, isPlainPress } from '../use-section.ts';
import { hasDraft } from './kept-draft.ts';
import { sceneAddress } from './scene-path.ts';

interface Props {
  readonly editions: readonly SceneEdition[];
  readonly isBusy: boolean;
  readonly onMove: (edition: SceneEdition, step: -1 | 1) => void;
  readonly onReset: (edition: SceneEdition) => void;
}

const useTitle = ({ id, scene }: SceneEdition): string => {
  const language = useLanguage();
  return scene ? localName(language, scene.title.vi, scene.title.en) : id;
};

function Problem({ edition }: { readonly edition: SceneEdition }) {
  const text = useSceneText();
  const [first] = edition.problems;
  if (!first) return null;
  const number = String(edition.revision);
  const shown = edition.scene === null ? text.nothingShown : text.fileShown;
  return (
    <p className="scene-unusable">
      <TriangleAlert aria-hidden="true" />
      <span>
        <strong>{text.unusable(number)}.</strong> {text.unusableHint(number, shown)}
        <code>
          {text.yaml.line(String(first.line))}: {[first.at, first.message].filter(Boolean).join(' › ')}
        </code>
      </span>
    </p>
  );
}

function Origin({ edition: { origin, newest, revision } }: { readonly edition: SceneEdition }) {
  const text = useSceneText();
  if (origin === null) return <span className="state-chip">{text.gone}</span>;
  return (
    <span className="state-chip" data-tone={origin === 'edited' ? 'good' : 'quiet'}>
      {text.origins[origin]}
      {origin === 'edited' && newest !== null && ` · ${text.revision(String(revision))}`}
    </span>
  );
}

function Changed({ edition: { newest } }: { readonly edition: SceneEdition }) {
  const text = useSceneText();
  const format = useFormat();
  if (newest === null) return <span className="row-none">{text.never}</span>;
  return (
    <>
      {text.by(newest.savedBy, format.dateTime(newest.savedAt))}
      {newest.note !== '' && <span className="row-below">{newest.note}</span>}
    </>
  );
}

interface RowProps extends Omit<Props, 'editions'> {
  readonly edition: SceneEdition;
  readonly place: number;
  readonly isLast: boolean;
}

function Ways({ edition, onReset }: Pick<RowProps, 'edition' | 'onReset'>) {
  const text = useSceneText();
  const title = useTitle(edition);
  const isReset = edition.newest !== null && (edition.origin === 'edited' || edition.problems.length > 0);
  return (
    <td className="row-ways">
      {edition.scene !== null && (
        <a
          className="button"
          data-quiet="true"
          href={`/wall/${encodeURIComponent(edition.id)}`}
          aria-label={text.onWall(title)}
        >
          <MonitorPlay aria-hidden="true" />
          {text.wall}
        </a>
      )}
      {isReset && (
        <button type="button" className="button" data-quiet="true" onClick={() => onReset(edition)}>
          <RotateCcw aria-hidden="true" />
          {edition.file === null ? text.remove : text.reset}
          <span className="sr-only"> {title}</span>
        </button>
      )}
      <a
        className="button"
        data-quiet="true"
        href={sceneAddress(edition.id)}
        aria-label={text.editOf(title)}
        onClick={(event) => {
          if (!isPlainPress(event)) return;
          event.preventDefault();
          goTo(sceneAddress(edition.id));
        }}
      >
        <Pencil aria-hidden="true" />
        {text.edit}
      </a>
    </td>
  );
}

function Row({ edition, place, isLast, isBusy, onMove, onReset }: RowProps) {
  const text = useSceneText();
  const format = useFormat();
  const language = useLanguage();
  const title = useTitle(edition);
  const { scene } = edition;
  const steps = [
    { step: -1, label: text.earlier(title), icon: ArrowUp, isEnd: place === 0 },
    { step: 1, label: text.later(title), icon: ArrowDown, isEnd: isLast },
  ] as const;
  return (
    <tr data-quiet={scene === null}>
      <td className="scene-place" data-label={text.columns.place}>
        {scene && (
          <div>
            <span className="figures">{format.number(place + 1)}</span>
            {steps.map(({ step, label, icon: Icon, isEnd }) => (
              <button
                key={step}
                type="button"
                className="icon-button"
                aria-label={label}
                title={label}
                disabled={isEnd || isBusy}
                onClick={() => onMove(edition, step)}
              >
                <Icon aria-hidden="true" />
              </button>
            ))}
          </div>
        )}
      </td>
      <th scope="row">
        {title}
        <span className="row-below">
          <code>{edition.id}</code>
        </span>
        {hasDraft(edition.id) && (
          <span className="state-chip" data-tone="warn">
            {text.draft}
          </span>
        )}
        <Problem edition={edition} />
      </th>
      <td data-label={text.columns.owner}>
        {scene ? localName(language, scene.owner.vi, scene.owner.en) : '–'}
      </td>
      <td data-label={text.columns.origin}>
        <Origin edition={edition} />
      </td>
      <td data-label={text.columns.changed}>
        <Changed edition={edition} />
      </td>
      <Ways edition={edition} onReset={onReset} />
    </tr>
  );
}

/** In the order of the wall; those that are not shown at the end. */
export function SceneTable({ editions, ...ways }: Props) {
  const text = useSceneText();
  const { actions } = useAccessText().admin;
  const { place, scene, owner, origin, changed } = text.columns;
  const last = editions.filter((edition) => edition.scene !== null).length - 1;
  return (
    <table className="admin-table scene-table" aria-label={text.title}>
      <thead>
        <tr>
          {[place, scene, owner, origin, changed].map((words) => (
            <th key={words} scope="col">
              {words}
            </th>
          ))}
          <th scope="col">
            <span className="sr-only">{actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {editions.map((edition, at) => (
          <Row key={edition.id} edition={edition} place={at} isLast={at === last} {...ways} />
        ))}
      </tbody>
    </table>
  );
}
