// A scene as text is what is edited, so that comments and whatever this editor knows nothing of stay as they were
// written. Each change is a text made of a text: where only values change, only those characters do; where something is
// added or taken away, yaml's Document does it, which keeps comments at their nodes.
import type { Choropleth, MapLayerName, PanelOptions, ScenePanelName } from '@ioc/contracts/scene';
import type { View } from '@ioc/contracts/stream/view';
import { isMap, isScalar, isSeq, parseDocument, YAMLMap, YAMLSeq } from 'yaml';
import type { Document } from 'yaml';
import type { Place } from './grid.ts';

/** The map, or a panel by its number. */
export type Part = 'map' | number;

const LINE_CHARACTERS = 110;
const pathOf = (part: Part): readonly (string | number)[] => (part === 'map' ? ['map'] : ['panels', part]);

/** A text that cannot be read is left alone. */
function edited(text: string, change: (document: Document) => void): string {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return text;
  change(document);
  const written = document.toString({ lineWidth: LINE_CHARACTERS });
  return SPACED_LIST.test(text) ? written : closed(written);
}

/** yaml writes `[ 1, 2 ]`; whoever wrote `[1, 2]` gets that back. Not in comments. */
const SPACED_LIST = /\[ \S/;
const closed = (text: string): string =>
  text.replaceAll(/^[^#\n]*/gm, (line) => line.replaceAll(/\[ ([\w.-]+(?:, [\w.-]+)*) \]/g, '[$1]'));

const flow = (document: Document, value: unknown) => document.createNode(value, { flow: true });

type Value = string | number | boolean;
type Change = readonly [path: readonly (string | number)[], value: Value | readonly number[]];

/** Values in place of values: nothing else of the text moves. */
function withValues(text: string, changes: readonly Change[]): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  const cuts = changes.map(([path, value]) => {
    const node = document.getIn(path, true);
    const isPlain = isScalar(node) || (isSeq(node) && node.flow === true);
    return isPlain && node.range && typeof value !== 'string'
      ? { from: node.range[0], to: node.range[1], words: wordsOf(value) }
      : null;
  });
  const known = cuts.flatMap((cut) => cut ?? []);
  if (known.length < cuts.length)
    return edited(text, (mine) => {
      for (const [path, value] of changes)
        mine.setIn(path, typeof value === 'object' ? flow(mine, value) : value);
    });
  return known
    .toSorted((a, b) => b.from - a.from)
    .reduce((rest, { from, to, words }) => `${rest.slice(0, from)}${words}${rest.slice(to)}`, text);
}

const wordsOf = (value: Exclude<Value, string> | readonly number[]): string =>
  typeof value === 'object' ? `[${value.join(', ')}]` : String(value);

export const withPlaces = (text: string, places: readonly (readonly [Part, Place])[]): string =>
  withValues(
    text,
    places.flatMap(([part, { at, size }]): Change[] => [
      [[...pathOf(part), 'at'], at],
      [[...pathOf(part), 'size'], size],
    ]),
  );

export const withOrder = (text: string, order: number): string => withValues(text, [[['order'], order]]);

/** Said only where it is not as usual. */
export const withFigures = (text: string, figures: boolean): string =>
  edited(text, (document) => {
    if (figures) document.deleteIn(['figures']);
    else document.setIn(['figures'], false);
  });

interface Words {
  readonly vi: string;
  readonly en: string;
}

/** Of the scene (`title`, `owner`), or of a panel; null: none of its own. */
export const withWords = (text: string, path: readonly (string | number)[], words: Words | null): string =>
  edited(text, (document) => {
    if (words === null) document.deleteIn(path);
    else if (isMap(document.getIn(path)))
      for (const language of ['vi', 'en'] as const) document.setIn([...path, language], words[language]);
    else document.setIn(path, flow(document, words));
  });

export const titlePath = (part: number): readonly (string | number)[] => ['panels', part, 'title'];

/** Of the scene, or of a part, where null takes the scene's again. */
export const withView = (text: string, part: Part | null, view: View | null): string =>
  edited(text, (document) => {
    const path = part === null ? ['view'] : [...pathOf(part), 'view'];
    const said = Object.fromEntries(Object.entries(view ?? {}).filter(([, value]) => value !== undefined));
    const isNothing = view === null || (part === null && Object.keys(said).length === 0);
    if (isNothing) document.deleteIn(path);
    else document.setIn(path, flow(document, said));
  });

export const withOptions = (text: string, part: number, options: PanelOptions): string =>
  edited(text, (document) => {
    const path = ['panels', part, 'options'];
    for (const [name, value] of Object.entries(options)) {
      if (Array.isArray(value) && value.length > 0) document.setIn([...path, name], flow(document, value));
      else document.deleteIn([...path, name]);
    }
    const left = document.getIn(path);
    if (isMap(left) && left.items.length === 0) document.deleteIn(path);
  });

/** What the map draws at first; null: what it shows by itself. */
export const withLayers = (text: string, layers: readonly MapLayerName[] | null): string =>
  edited(text, (document) => {
    if (layers === null) document.deleteIn(['map', 'layers']);
    else document.setIn(['map', 'layers'], flow(document, layers));
  });

const SHADE_FIELDS = [
  'count',
  'domains',
  'service',
  'indicator',
  'better',
  'scale',
] as const satisfies readonly (keyof Choropleth)[];

/** What the map's units are coloured by; null: nothing of the scene's own. */
export const withChoropleth = (text: string, choropleth: Choropleth | null): string =>
  edited(text, (document) => {
    const path = ['map', 'choropleth'];
    if (choropleth === null) return void document.deleteIn(path);
    if (!isMap(document.getIn(path))) document.setIn(path, flow(document, {}));
    for (const field of SHADE_FIELDS) {
      const value = choropleth[field];
      if (value === undefined) document.deleteIn([...path, field]);
      else document.setIn([...path, field], typeof value === 'object' ? flow(document, value) : value);
    }
  });

const panelNode = (document: Document, panel: ScenePanelName, { at, size }: Place) => {
  const node = new YAMLMap();
  node.set(document.createNode('panel'), document.createNode(panel));
  node.set(document.createNode('at'), flow(document, at));
  node.set(document.createNode('size'), flow(document, size));
  return node;
};

export const withPanel = (text: string, panel: ScenePanelName, place: Place): string =>
  edited(text, (document) => {
    const node = panelNode(document, panel, place);
    const panels = document.getIn(['panels']);
    if (isSeq(panels)) panels.add(node);
    else document.setIn(['panels'], document.createNode([node]));
  });

export const withMap = (text: string, { at, size }: Place): string =>
  edited(text, (document) => document.setIn(['map'], flow(document, { at, size })));

export const withoutPart = (text: string, part: Part): string =>
  edited(text, (document) => void document.deleteIn(pathOf(part)));

/** Smaller screens show the panels in this order. */
export const withPanelAt = (text: string, from: number, to: number): string =>
  edited(text, (document) => {
    const panels = document.getIn(['panels']);
    if (!isSeq(panels)) return;
    const [node] = panels.items.splice(from, 1);
    panels.items.splice(to, 0, node);
  });

/** The line on which a part stands, from 1. */
export function lineOfPart(text: string, part: Part): number | null {
  const node = parseDocument(text).getIn(pathOf(part), true);
  const range = isMap(node) ? node.range : null;
  return range ? text.slice(0, range[0]).split('\n').length : null;
}

/** A new scene: one panel that everybody knows, over the whole wall. */
export function blankScene(id: string, title: Words, owner: Words, order: number): string {
  const document = parseDocument(`id: ${id}\n`);
  document.set('order', order);
  document.set('title', flow(document, title));
  document.set('owner', flow(document, owner));
  document.set('map', flow(document, { at: [1, 1], size: [28, 48] }));
  const panels = new YAMLSeq();
  panels.add(panelNode(document, 'latest-list', { at: [29, 1], size: [20, 48] }));
  document.set('panels', panels);
  return closed(document.toString({ lineWidth: LINE_CHARACTERS }));
}

/** The same under another name, its comments included. */
export const copyOf = (text: string, id: string, title: Words): string =>
  withWords(
    edited(text, (document) => document.set('id', id)),
    ['title'],
    title,
  );
