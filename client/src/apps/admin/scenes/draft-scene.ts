// What a half-written text shows. Lenient, for it is only drawn: the server judges what may be saved. Fields that are not
// known here are carried along. Null: it cannot be drawn, so the picture before stays.
import { SCENE_PANELS } from '@ioc/contracts/scene';
import type { Scene, SceneMap, ScenePanel, ScenePlace } from '@ioc/contracts/scene';
import type { SceneProblem } from '@ioc/contracts/api/scenes';
import type { View } from '@ioc/contracts/stream/view';
import { LineCounter, parseDocument } from 'yaml';

const MOST_ALIASES = 50;

interface Draft {
  readonly scene: Scene | null;
  /** It is no YAML. */
  readonly faults: readonly SceneProblem[];
}

export function readDraft(text: string): Draft {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const faults = document.errors.map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line,
      at: '',
      message,
    }));
    const said: unknown = faults.length > 0 ? null : document.toJS({ maxAliasCount: MOST_ALIASES });
    return { scene: sceneOf(said), faults };
  } catch (error) {
    return { scene: null, faults: [{ line: 1, at: '', message: String(error) }] };
  }
}

type Said = Readonly<Record<string, unknown>>;
const isSaid = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const KNOWN: ReadonlySet<unknown> = new Set(SCENE_PANELS);

function sceneOf(said: unknown): Scene | null {
  if (!isSaid(said) || typeof said['id'] !== 'string' || !Array.isArray(said['panels'])) return null;
  const panels = said['panels'].filter(
    (panel): panel is ScenePanel => isPlace(panel) && KNOWN.has(panel['panel']),
  );
  const map = said['map'] ?? null;
  if (panels.length < said['panels'].length || (map !== null && !isPlace(map))) return null;
  return {
    ...said,
    id: said['id'],
    title: wordsOf(said['title'], said['id']),
    owner: wordsOf(said['owner'], '–'),
    order: typeof said['order'] === 'number' ? said['order'] : 500,
    view: viewOf(said['view']),
    map: map && withView(map as SceneMap),
    figures: said['figures'] !== false,
    panels: panels.map(withView),
  };
}

function wordsOf(said: unknown, otherwise: string) {
  const { vi, en } = isSaid(said) ? said : {};
  const own = typeof vi === 'string' ? vi : otherwise;
  return { vi: own, en: typeof en === 'string' ? en : own };
}

const withView = <Part extends { readonly view?: View | undefined }>(part: Part): Part =>
  part.view ? { ...part, view: viewOf(part.view) } : part;

function viewOf(said: unknown): View {
  if (!isSaid(said)) return {};
  const { domains, services, ...rest } = said;
  return {
    ...rest,
    ...(Array.isArray(domains) ? { domains } : {}),
    ...(isTexts(services) ? { services } : {}),
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');

const isPair = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((one) => Number.isInteger(one) && one > 0);

const isPlace = (value: unknown): value is Said & ScenePlace =>
  isSaid(value) && isPair(value['at']) && isPair(value['size']);
