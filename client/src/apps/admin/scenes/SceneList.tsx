import type { SceneEdition } from '@ioc/contracts/api/scenes';
import type { List } from '@ioc/contracts/api/list';
import { Download, Plus, Upload } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import { askJson } from '../../../api/request.ts';
import { readAgain, useResource } from '../../../api/resource.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import type { PagedList } from '../../../api/use-list.ts';
import { ConfirmDialog } from '../../../desk-kit/ConfirmDialog.tsx';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { ListState } from '../../../desk-kit/ListState.tsx';
import type { Notices } from '../../../desk-kit/notices.tsx';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { EDITIONS_PATH, openScene, scenePath } from './scene-path.ts';
import { SceneTable } from './SceneTable.tsx';

const NewSceneDialog = lazy(() =>
  import('./NewSceneDialog.tsx').then((module) => ({ default: module.NewSceneDialog })),
);

const REFRESH_MS = 30_000;
type Open = 'new' | 'import' | SceneEdition | null;

/** A resource as what a list says of itself. */
function useEditions(): PagedList<SceneEdition> {
  const { value, error } = useResource<List<SceneEdition>>(EDITIONS_PATH, REFRESH_MS);
  const status = value ? 'ready' : error === null ? 'loading' : error.status === 403 ? 'forbidden' : 'failed';
  return {
    items: value?.items ?? [],
    status,
    hasMore: false,
    loadMore: () => {},
    reload: () => readAgain(EDITIONS_PATH),
  };
}

const orderOf = (items: readonly SceneEdition[]) =>
  items.filter(({ scene }) => scene !== null).map(({ id, revision }) => ({ id, revision }));

/** The same with one scene a place earlier or later. */
function movedBy(items: readonly SceneEdition[], id: string, step: -1 | 1) {
  const scenes = orderOf(items);
  const from = scenes.findIndex((scene) => scene.id === id);
  const [one] = scenes.splice(from, 1);
  if (one) scenes.splice(from + step, 0, one);
  return scenes;
}

function Head({ onOpen }: { readonly onOpen: (open: Open) => void }) {
  const text = useSceneText();
  return (
    <header className="section-head scene-list-head">
      <div>
        <h2>{text.title}</h2>
        <p>{text.lead}</p>
      </div>
      <div className="form-ways">
        <a className="button" data-quiet="true" href="/api/v1/scene-files" download="scenes.yaml">
          <Download aria-hidden="true" />
          {text.exportAll}
        </a>
        <button type="button" className="button" data-quiet="true" onClick={() => onOpen('import')}>
          <Upload aria-hidden="true" />
          {text.importFile}
        </button>
        <button type="button" className="button" onClick={() => onOpen('new')}>
          <Plus aria-hidden="true" />
          {text.add}
        </button>
      </div>
    </header>
  );
}

interface ResetProps {
  readonly edition: SceneEdition;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

function ResetDialog({ edition: { id, scene, file, revision }, onDone, onClose }: ResetProps) {
  const text = useSceneText();
  const language = useLanguage();
  const title = scene ? localName(language, scene.title.vi, scene.title.en) : id;
  const words = file === null ? text.remove : text.reset;
  return (
    <ConfirmDialog
      title={words}
      question={file === null ? text.removeSure(title) : text.resetSure(title)}
      button={words}
      act={async () => {
        await askJson('DELETE', `${scenePath(id)}?revision=${revision}`);
      }}
      onDone={() => onDone(file === null ? text.removed(title) : text.resetDone(title))}
      onClose={onClose}
    />
  );
}

/** `/admin/scenes` */
export function SceneList({ say }: { readonly say: Notices['say'] }) {
  const text = useSceneText();
  const language = useLanguage();
  const format = useFormat();
  const list = useEditions();
  const [open, setOpen] = useState<Open>(null);
  const { busy, error, run } = useSubmit();
  const close = () => setOpen(null);
  const done = (words: string) => {
    close();
    say(words);
    list.reload();
  };
  const move = ({ id, scene }: SceneEdition, step: -1 | 1) =>
    void run(async () => {
      const scenes = movedBy(list.items, id, step);
      await askJson<List<SceneEdition>>('PUT', '/api/v1/scene-order', { scenes });
      const place = scenes.findIndex((one) => one.id === id) + 1;
      if (scene)
        done(text.orderSaved(localName(language, scene.title.vi, scene.title.en), format.number(place)));
    }).then((isDone) => isDone || list.reload());
  return (
    <>
      <Head onOpen={setOpen} />
      {error && <Fault error={error} />}
      {list.items.length > 0 && (
        <SceneTable editions={list.items} isBusy={busy} onMove={move} onReset={setOpen} />
      )}
      <ListState list={list} empty={text.empty} />
      {open === 'import' && <ImportDialog onDone={done} onClose={close} />}
      {open === 'new' && (
        <Suspense fallback={null}>
          <NewSceneDialog editions={list.items} onMade={openScene} onClose={close} />
        </Suspense>
      )}
      {open !== null && typeof open === 'object' && (
        <ResetDialog edition={open} onDone={done} onClose={close} />
      )}
    </>
  );
}
