import { Inject, Injectable } from '@nestjs/common';
import type { OpenFigures, OpenPeriodDays } from '@ioc/contracts/api/open-data';
import type { Config } from '../../config.ts';
import { ProblemException } from '../../problem.filter.ts';
import { localDay } from '../../registry/local-day.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
import { areasOf } from './areas.ts';
import { figuresOf, spanOf } from './figures.ts';
import { OnceAMinute, type Kept } from './once-a-minute.ts';
import { OpenDataRepository, type ReportRow } from './open-data.repository.ts';
import {
  geojsonHead,
  indicatorsCsv,
  ticketFeature,
  ticketLine,
  ticketsHead,
  type FileWords,
  type PlacedReport,
} from './open-files.ts';

const SLICE = 500;
/** What one file may hold; a province has some ten thousand reports a year. */
const MOST_REPORTS = 50_000;

/** A year is ten times as much to read as a month. With a minute in a cache and one on the page, none reaches what it calls old. */
const KEPT_MS: Readonly<Record<OpenPeriodDays, number>> = { 30: 60_000, 90: 60_000, 365: 120_000 };

export interface ReportSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

@Injectable()
export class OpenDataService {
  readonly #kept: OnceAMinute;

  constructor(
    @Inject(OpenDataRepository) private readonly repository: OpenDataRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#kept = new OnceAMinute(clock);
  }

  figures(days: OpenPeriodDays): Promise<Kept> {
    const make = async (atMs: number) => [JSON.stringify(await this.#figures(days, atMs))];
    return this.#kept.get(`figures ${days}`, make, KEPT_MS[days]);
  }

  indicators(days: OpenPeriodDays): Promise<Kept> {
    return this.#kept.get(`indicators ${days}`, async () => {
      // Of the very figures that the page shows.
      const { pieces } = await this.figures(days);
      const figures = JSON.parse(Buffer.concat(pieces).toString()) as OpenFigures;
      return indicatorsCsv(figures, { ...this.#words(), asOf: figures.asOf });
    });
  }

  /** The communes, for the drawing. */
  areas(): Promise<Kept> {
    const { units, geometries } = this.directory;
    return this.#kept.get('areas', async (atMs) => [
      JSON.stringify(areasOf(units, geometries, localDay(atMs))),
    ]);
  }

  tickets(format: 'csv' | 'geojson', span: ReportSpan): Promise<Kept> {
    return this.#kept.get(`tickets ${format} ${span.fromMs} ${span.toMs}`, () => this.#file(format, span));
  }

  async #figures(days: OpenPeriodDays, atMs: number): Promise<OpenFigures> {
    const span = spanOf(days, atMs);
    const rows = await this.repository.sums(span.fromMs, span.asOfMs);
    return figuresOf(rows, span, this.config.openLicence, (id) => this.directory.unit(id) ?? null);
  }

  async #file(format: 'csv' | 'geojson', span: ReportSpan): Promise<string[]> {
    const words = this.#words();
    const isCsv = format === 'csv';
    const texts = [isCsv ? ticketsHead(words) : geojsonHead(words)];
    let count = 0;
    for await (const slice of this.#slices(span)) {
      const placed = slice.map((report) => this.#placed(report));
      const separator = count > 0 ? ',\n' : '\n';
      texts.push(
        isCsv ? placed.map(ticketLine).join('') : `${separator}${placed.map(ticketFeature).join(',\n')}`,
      );
      count += slice.length;
      if (count > MOST_REPORTS)
        throw new ProblemException(400, `more than ${MOST_REPORTS} reports; ask for a shorter span`);
    }
    return isCsv ? texts : [...texts, '\n]}\n'];
  }

  async *#slices({ fromMs, toMs }: ReportSpan): AsyncGenerator<ReportRow[]> {
    for (let after: ReportRow | null = null; ;) {
      const slice: ReportRow[] = await this.repository.reports(fromMs, toMs, after, SLICE);
      if (slice.length > 0) yield slice;
      if (slice.length < SLICE) return;
      after = slice.at(-1) ?? null;
    }
  }

  #placed(report: ReportRow): PlacedReport {
    return { report, unit: this.directory.reference(report.unitId) };
  }

  #words(): FileWords {
    const atMs = this.clock();
    const province = this.directory.province(this.config.provinceCode, localDay(atMs));
    return {
      asOf: new Date(atMs).toISOString(),
      licence: this.config.openLicence,
      province: `Toàn Cảnh${province ? ` · ${province.name}` : ''}${this.config.demo ? ' · dữ liệu mô phỏng (simulated data)' : ''}`,
    };
  }
}
