// The canvases cannot read CSS: the map takes its colours from the page's tokens once per theme, as numbers.
import type { Domain, Severity } from '@ioc/contracts/words';
import { DOMAINS, SEVERITIES } from '@ioc/contracts/words';
import type { Ramps } from './choropleth.ts';
import { RAMPS } from './ramps.ts';

type Rgb = readonly [number, number, number];

export interface MapPalette extends Ramps {
  readonly sea: string;
  readonly shore: string;
  readonly land: string;
  readonly landLine: string;
  readonly home: string;
  readonly homeUrban: string;
  readonly unitLine: string;
  readonly homeLine: string;
  readonly homeGlow: string;
  readonly road: string;
  readonly river: string;
  /** What a site brought of its own. */
  readonly own: string;
  readonly label: string;
  readonly labelFar: string;
  readonly labelSea: string;
  readonly halo: string;
  /** How bright a shared map may be, so that marks and names stay above it. */
  readonly tileBrightness: number;
  readonly camera: Rgb;
  readonly ground: Rgb;
  readonly ink: Rgb;
  /** Of what nothing is known. */
  readonly hatch: Rgb;
  /** Thin to dense, for heat. */
  readonly heat: readonly string[];
  readonly severity: Readonly<Record<Severity, Rgb>>;
  readonly domain: Readonly<Record<Domain, Rgb>>;
}

/** `#rrggbb` as three bytes. */
function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

const dark = {
  sea: '#071828',
  shore: '#164a70',
  land: '#142532',
  landLine: '#2d4557',
  home: '#16344f',
  homeUrban: '#1e4a70',
  unitLine: '#315878',
  homeLine: '#8cc4f0',
  homeGlow: '#2f7fbf',
  road: '#8a7a4f',
  river: '#2b78a8',
  own: '#b9a5e0',
  label: '#d6e3ee',
  labelFar: '#7790a6',
  labelSea: '#5f86a8',
  halo: '#0a1826',
  tileBrightness: 0.45,
  camera: [143, 170, 196] as Rgb,
  hatch: [110, 132, 152] as Rgb,
  heat: ['rgba(255,140,60,0.35)', 'rgba(255,170,70,0.6)', 'rgba(255,225,150,0.85)'] as readonly string[],
};

const light: typeof dark = {
  sea: '#cfe2f0',
  shore: '#a9cbe2',
  land: '#e9edef',
  landLine: '#c3cfd8',
  home: '#fbfaf4',
  homeUrban: '#f1ead6',
  unitLine: '#c9c2ab',
  homeLine: '#2c5f8d',
  homeGlow: '#7fb0d8',
  road: '#b58b3d',
  river: '#4f93c0',
  own: '#6a4fa8',
  label: '#22364a',
  labelFar: '#5c7184',
  labelSea: '#3f6f97',
  halo: '#fdfcf7',
  tileBrightness: 1,
  camera: [74, 98, 120],
  hatch: [150, 158, 164],
  heat: ['rgba(214,90,20,0.22)', 'rgba(214,80,20,0.45)', 'rgba(170,40,20,0.7)'],
};

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);

/** The palette of a theme; reads the severity and domain hues from the stylesheet in force. */
export function readPalette(theme: 'dark' | 'light'): MapPalette {
  const severity = Object.fromEntries(SEVERITIES.map((word) => [word, rgbOf(token(`severity-${word}`))]));
  const domain = Object.fromEntries(DOMAINS.map((word) => [word, rgbOf(token(`domain-${word}`))]));
  return {
    ...(theme === 'light' ? light : dark),
    ...RAMPS[theme],
    ground: rgbOf(token('ground')),
    ink: rgbOf(token('ink')),
    severity: severity as MapPalette['severity'],
    domain: domain as MapPalette['domain'],
  };
}
