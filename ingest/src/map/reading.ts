// Reads a map that a site brings: what it is, what its coordinates mean, which features are good, which units they are, and
// where all of it lies. Nothing is guessed silently: metres without a name of their meridian are asked about, and every
// feature that is left out or mended is told. Runs in a thread of its own, knows no database, changes nothing.
import type { MapImportResult, MapRefusal } from '@ioc/contracts/api/map-imports';
import { WGS_84 } from '@ioc/contracts/map-frame';
import type { MapFrame, MapFrameId } from '@ioc/contracts/map-frame';
import { frameNamed, frameOf, toDegrees } from './frames.ts';
import type { ToDegrees } from './frames.ts';
import { areDegrees, areTurned, fittingFrames, samplesOf } from './landing.ts';
import type { Sample } from './landing.ts';
import { readMapFile } from './map-file.ts';
import type { MapFile } from './map-file.ts';
import { PlaceBook, propertiesOf } from './place-book.ts';
import type { KnownUnit, Properties } from './place-book.ts';
import { MapSheet } from './map-sheet.ts';
import { previewOf } from './preview.ts';

export interface MapRequest {
  readonly name: string;
  readonly dryRun: boolean;
  readonly kind: 'units' | 'layer';
  readonly role: string | null;
  /** Null: as the file says. */
  readonly frame: MapFrameId | null;
}

export interface MapReading {
  readonly request: MapRequest;
  readonly file: Uint8Array;
  readonly units: readonly KnownUnit[];
  /** YYYY-MM-DD: the day on which codes and names are read. */
  readonly onDay: string;
}

export interface MapRead {
  readonly result: MapImportResult;
  /** JSON of what is to be stored, one of the two; both null when nothing is. */
  readonly unitsJson: string | null;
  readonly geojsonJson: string | null;
}

const MOST_FEATURES = 50_000;
const SHOWN_NAMES = 50;

const NOTHING = {
  format: null,
  features: 0,
  points: 0,
  lines: 0,
  areas: 0,
  frame: null,
  frameBy: null,
  suggestions: [],
  turned: false,
  bounds: null,
  inside: 0,
  outside: 0,
  refused: 0,
  mended: 0,
  matched: 0,
  strangers: [],
  missing: [],
  missingCount: 0,
  problems: [],
  preview: [],
  bytes: 0,
  stored: 0,
} as const;

export function readMap(reading: MapReading): MapRead {
  const { request, file } = reading;
  const refused = (refusal: MapRefusal, more: Partial<MapImportResult> = {}): MapRead => ({
    result: { ...NOTHING, ...more, file: request.name, dryRun: request.dryRun, refusal },
    unitsJson: null,
    geojsonJson: null,
  });
  let found: MapFile | undefined;
  try {
    found = readMapFile(file);
  } catch {
    return refused('not-json');
  }
  if (!found) return refused('not-geo');
  const { format, features } = found;
  if (features.length === 0) return refused('empty', { format });
  if (features.length > MOST_FEATURES) return refused('too-many', { format, features: features.length });
  return readFeatures(found, reading, refused);
}

type Refuse = (refusal: MapRefusal, more?: Partial<MapImportResult>) => MapRead;

function readFeatures(found: MapFile, { request, units, onDay }: MapReading, refused: Refuse): MapRead {
  const book = new PlaceBook(units, onDay);
  const samples = samplesOf(found.features, (feature) => unitOf(book, propertiesOf(feature)));
  const turned = areTurned(samples);
  const about = { format: found.format, features: found.features.length, turned };
  const frame = frameFor(request, found, samples);
  if (frame === 'unknown-frame') return refused(frame, about);
  if (frame === 'needs-frame')
    return refused(frame, { ...about, suggestions: fittingFrames(samples, turned, book) });
  const sheet = sheetOf(
    found,
    turned ? turnedAbout(toDegrees(frame.frame)) : toDegrees(frame.frame),
    request,
    book,
  );
  const result: MapImportResult = {
    ...NOTHING,
    ...about,
    ...sheet.summary(),
    file: request.name,
    dryRun: request.dryRun,
    frame: frame.frame.id,
    frameBy: frame.by,
    refusal: sheet.refusal(),
    // Far off on the chosen meridian: perhaps another one fits.
    suggestions: areDegrees(samples) ? [] : fittingFrames(samples, turned, book),
    preview: previewOf(sheet.shapes),
    ...missingOf(request, book, sheet),
  };
  const json = result.refusal === null ? sheet.json() : null;
  return {
    result: { ...result, bytes: json?.length ?? 0 },
    unitsJson: request.kind === 'units' ? json : null,
    geojsonJson: request.kind === 'layer' ? json : null,
  };
}

function frameFor(
  { frame: asked }: MapRequest,
  { frameName }: MapFile,
  samples: readonly Sample[],
): { readonly frame: MapFrame; readonly by: 'asked' | 'file' | 'degrees' } | 'unknown-frame' | 'needs-frame' {
  if (asked !== null) {
    const frame = frameOf(asked);
    return frame ? { frame, by: 'asked' } : 'unknown-frame';
  }
  if (frameName !== null) {
    const frame = frameNamed(frameName);
    return frame ? { frame, by: 'file' } : 'unknown-frame';
  }
  const degrees = frameOf(WGS_84);
  return areDegrees(samples) && degrees ? { frame: degrees, by: 'degrees' } : 'needs-frame';
}

const turnedAbout =
  (place: ToDegrees): ToDegrees =>
  (x, y) =>
    place(y, x);

function sheetOf(found: MapFile, place: ToDegrees, request: MapRequest, book: PlaceBook): MapSheet {
  const sheet = new MapSheet(request.kind, request.role, book);
  for (const [at, feature] of found.features.entries()) sheet.take(at + 1, feature, place);
  return sheet;
}

function unitOf(book: PlaceBook, properties: Properties): KnownUnit | null {
  const { unit } = book.find(properties);
  return unit === 'two-units' ? null : unit;
}

function missingOf({ kind }: MapRequest, book: PlaceBook, sheet: MapSheet) {
  if (kind !== 'units') return {};
  const missing = book.units.filter(({ id }) => !sheet.hasUnit(id));
  return { missing: missing.slice(0, SHOWN_NAMES).map(({ name }) => name), missingCount: missing.length };
}
