import type { Scene, ScenePanelName } from '@ioc/contracts/scene';
import { localName, useLanguage, useText } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import type { Panel } from '../../../panel-kit/define-panel.tsx';
import { panels } from '../../../panels/list.ts';
import type { Part } from './scene-yaml.ts';

export const PANELS_BY_NAME: ReadonlyMap<string, Panel> = new Map(panels.map((panel) => [panel.id, panel]));

/** Tickets can be told apart by what is reported; nothing else can. */
export const hearsTickets = (name: ScenePanelName): boolean =>
  PANELS_BY_NAME.get(name)?.channels.includes('tickets') ?? false;

/** What a panel is called when nobody calls it otherwise. */
export function usePanelName(): (name: ScenePanelName) => string {
  const text = useText();
  return (name) => PANELS_BY_NAME.get(name)?.title(text) ?? name;
}

/** What a part of this scene is called on the wall. */
export function usePartName(scene: Scene | null): (part: Part) => string {
  const text = useSceneText();
  const language = useLanguage();
  const panelName = usePanelName();
  return (part) => {
    const panel = part === 'map' ? undefined : scene?.panels[part];
    if (!panel) return text.map;
    return panel.title ? localName(language, panel.title.vi, panel.title.en) : panelName(panel.panel);
  };
}
