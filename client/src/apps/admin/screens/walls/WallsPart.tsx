import type { ScreenView } from '@ioc/contracts/api/people';
import type { Wall } from '@ioc/contracts/wall';
import { Pencil, Tablet, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useAreaNames } from '../../../../api/area-names.ts';
import { sendJson } from '../../../../api/request.ts';
import { useSceneTitles } from '../../../../api/scenes.ts';
import { useList } from '../../../../api/use-list.ts';
import { ConfirmDialog } from '../../../../desk-kit/ConfirmDialog.tsx';
import { ListState } from '../../../../desk-kit/ListState.tsx';
import { useNotices } from '../../../../desk-kit/notices.tsx';
import { useDirectorText } from '../../../../i18n/director-text.ts';
import { useFormat } from '../../../../i18n/language.ts';
import { SectionHead } from '../../SectionHead.tsx';
import { ArrangementPreview } from './ArrangementPreview.tsx';
import { roundSeconds } from './wall-draft.ts';
import { WallDialog } from './WallDialog.tsx';
import './walls.css';

const WALLS_PATH = '/api/v1/walls';
const SECOND_MS = 1_000;

type Open =
  { readonly kind: 'edit'; readonly wall: Wall | null } | { readonly kind: 'remove'; readonly wall: Wall };

interface CardProps {
  readonly wall: Wall;
  readonly onOpen: (open: Open) => void;
}

function WallCard({ wall, onOpen }: CardProps) {
  const text = useDirectorText().admin;
  const format = useFormat();
  const titles = useSceneTitles();
  const nameOf = useAreaNames([wall.scope]);
  const { picture, programme, screens } = wall;
  const placed = screens.flatMap(({ id, name, place }) => (place ? [{ id, name, place }] : []));
  const scenes = [...new Set(programme.map(({ scene }) => titles.get(scene) ?? scene))];
  const shape = picture
    ? text.spans(format.number(picture.width), format.number(picture.height), picture.unit)
    : text.mirrors;
  return (
    <li className="admin-card wall-card">
      <div className="card-head">
        <h3>{wall.name}</h3>
        <a href="/remote" className="wall-remote">
          <Tablet aria-hidden="true" />
          {text.remote}
        </a>
      </div>
      <dl className="card-facts">
        <dt>{text.scope}</dt>
        <dd>{nameOf(wall.scope)}</dd>
        <dt>{text.programme}</dt>
        <dd>
          {text.entries(format.number(programme.length), format.span(roundSeconds(programme) * SECOND_MS))}
          <span className="row-below">{scenes.join(' · ')}</span>
        </dd>
        <dt>{text.screens}</dt>
        <dd>
          {text.screenCount(format.number(screens.length))}, {shape}
        </dd>
      </dl>
      {picture && placed.length > 0 && <ArrangementPreview picture={picture} screens={placed} />}
      <div className="form-ways">
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={text.editOf(wall.name)}
          onClick={() => onOpen({ kind: 'edit', wall })}
        >
          <Pencil aria-hidden="true" />
          {text.edit}
        </button>
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={`${text.remove}: ${wall.name}`}
          onClick={() => onOpen({ kind: 'remove', wall })}
        >
          <Trash2 aria-hidden="true" />
          {text.remove}
        </button>
      </div>
    </li>
  );
}

/** Below the screens: what they are together. */
export function WallsPart({ screens }: { readonly screens: readonly ScreenView[] }) {
  const text = useDirectorText().admin;
  const list = useList<Wall>(WALLS_PATH);
  const [open, setOpen] = useState<Open | null>(null);
  const { say, place } = useNotices();
  const close = () => {
    setOpen(null);
    list.reload();
  };
  const done = (words: string) => {
    close();
    say(words);
  };
  return (
    <>
      <SectionHead
        title={text.title}
        lead={text.lead}
        add={text.add}
        onAdd={() => setOpen({ kind: 'edit', wall: null })}
      />
      <ul className="admin-cards">
        {list.items.map((wall) => (
          <WallCard key={wall.id} wall={wall} onOpen={setOpen} />
        ))}
      </ul>
      <ListState list={list} empty={text.empty} />
      {open?.kind === 'edit' && (
        <WallDialog
          wall={open.wall}
          walls={list.items}
          screens={screens}
          onClose={close}
          onSaved={(wall) => done(text.saved(wall.name))}
        />
      )}
      {open?.kind === 'remove' && (
        <ConfirmDialog
          title={text.remove}
          question={text.removeSure(open.wall.name)}
          button={text.remove}
          act={() => sendJson('DELETE', `${WALLS_PATH}/${encodeURIComponent(open.wall.id)}`)}
          onDone={() => done(text.removed(open.wall.name))}
          onClose={close}
        />
      )}
      {place}
    </>
  );
}
