// A wall: screens that one director drives. It keeps what is to be shown as data (a programme, a mode, an interruption),
// and never "now this scene": what a screen shows at a moment follows from this and the clock (director.ts), so that all
// screens turn together without a message. No validator here: pages need these types (the schemas: api/walls.ts).
import type { Scope } from './scope.ts';
import type { Domain, Point, Severity } from './words.ts';

export interface SceneOfArea {
  readonly scene: string;
  readonly area: Scope;
}

export interface ProgrammeEntry extends SceneOfArea {
  readonly dwellSeconds: number;
}

/** Channels whose news may interrupt. */
export const INTERRUPTING_CHANNELS = ['critical', 'alerts'] as const;
export type InterruptingChannel = (typeof INTERRUPTING_CHANNELS)[number];

export interface InterruptionRules {
  /** None: nothing interrupts by itself. */
  readonly channels: readonly InterruptingChannel[];
  readonly severities: readonly Severity[];
  /** Empty: every domain. */
  readonly domains: readonly Domain[];
  /** So long the card stands. */
  readonly standSeconds: number;
  /** So long after it nothing else interrupts by itself; lists and signs of what is critical wait for nothing (S5). */
  readonly quietSeconds: number;
  /** Also what an operator has pinned. */
  readonly overPins: boolean;
}

export const DEFAULT_RULES: InterruptionRules = {
  channels: ['critical'],
  severities: ['critical'],
  domains: [],
  standSeconds: 30,
  quietSeconds: 120,
  overPins: true,
};

/** What the card tells, as it was when it interrupted. */
export interface InterruptingItem {
  readonly channel: InterruptingChannel;
  /** `<source>/<id>` of a thing; the number of an alert. */
  readonly key: string;
  readonly source: string | null;
  readonly id: string;
  readonly type: string;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly title: string;
  readonly titleEn: string | null;
  readonly unitId: string | null;
  readonly assetId: string | null;
  readonly point: Point | null;
  readonly observedAt: string;
}

export interface Interruption {
  readonly item: InterruptingItem;
  readonly from: string;
  /** Ended by hand: earlier than the rule says. */
  readonly until: string;
  /** Null: by the rules. */
  readonly by: string | null;
}

/** Where the programme stood at `at`: so far into the entry. */
export interface Hand {
  readonly index: number;
  readonly elapsedMs: number;
  readonly at: string;
}

export const DIRECTOR_MODES = ['rotating', 'paused', 'pinned'] as const;
export type DirectorMode = (typeof DIRECTOR_MODES)[number];

export interface DirectorState {
  readonly mode: DirectorMode;
  readonly hand: Hand;
  /** Only while pinned. */
  readonly pin: SceneOfArea | null;
  /** The newest, also when it is over: the quiet time counts from its end. */
  readonly interruption: Interruption | null;
}

/** In the unit of the wall's picture, from its upper left corner; what lies between two screens is bezel. */
export interface WindowPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WallScreen {
  readonly id: string;
  readonly name: string;
  /** Null: it shows all of the picture. */
  readonly place: WindowPlace | null;
}

/** One picture over several screens; its size is that of all windows together, bezels included. */
export interface WallPicture {
  readonly unit: 'px' | 'mm';
  readonly width: number;
  readonly height: number;
}

export interface Wall {
  readonly id: string;
  readonly name: string;
  /** Who may watch all of it may drive the wall; its programme lies within. */
  readonly scope: Scope;
  /** Rises with every change; screens say which one they show. */
  readonly version: number;
  readonly programme: readonly ProgrammeEntry[];
  readonly rules: InterruptionRules;
  readonly state: DirectorState;
  /** Null: each screen shows everything. */
  readonly picture: WallPicture | null;
  readonly screens: readonly WallScreen[];
  /** The last command can be taken back. */
  readonly undoable: boolean;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** What a screen says it shows. */
export interface ShownByScreen extends SceneOfArea {
  readonly version: number;
  readonly state: ShownState;
}

/** `past`: somebody at the screen looks at an earlier moment. `unable`: the scene or the area is not open to it. */
export const SHOWN_STATES = ['rotating', 'paused', 'pinned', 'interrupted', 'past', 'unable'] as const;
export type ShownState = (typeof SHOWN_STATES)[number];
