import type { ScopedSql } from "../../../db/scope.ts";
import { inTurns } from "../../../db/turns.ts";
import { AppError } from "../../../domain/errors.ts";
import { plainGeneration } from "../../../domain/generation/plain_generation.ts";
import {
  addAllDoubts,
  bySite,
  type JudgedGeneration,
  judgeGeneration,
} from "../../../domain/generation/judge_generation.ts";
import { generationOfSites, siteGeneration } from "../../../domain/generation/new_generation.ts";
import { microseconds, withEnd } from "../../../domain/sent_row.ts";
import { siftValues } from "../../../domain/sift.ts";
import type { SiteFacts } from "../../../domain/sites/site_facts.ts";
import type { Fault } from "../../../domain/unknown_names.ts";
import { faultOf } from "../../../domain/value_limits.ts";
import { type Warning, WarningList } from "../../../domain/warnings.ts";
import { highestKw } from "../../../sql/generation/highest.ts";
import * as uploads from "../../../sql/generation/uploads.ts";
import { sitesByClientId } from "../../../sql/sites/client_ids.ts";
import { factsOf } from "../../../sql/sites/site_facts.ts";
import { MOST_REFUSED } from "../../../domain/ingestion.ts";
import type { SentGeneration } from "../generation/add_generation.ts";
import { NOTHING, type StoredGeneration } from "../generation/add_generation.ts";
import type { OnInvalid } from "../ingestion.ts";
import { SitesOfRows } from "../sites_of_rows.ts";
import type { Columns } from "./csv_rows.ts";
import { RefusedLines, refuseFirst } from "./line_faults.ts";
import type { Scopes, Upload } from "./receive.ts";
import type { SentRow, WrongLine } from "./sent_row.ts";
import { StartOrder } from "./start_order.ts";

interface Options {
  /** The site of all rows; undefined: each names its own. */
  siteUuid?: string;
  replace: boolean;
  onInvalid: OnInvalid;
  nowMs: number;
}

const PERIOD = [["start_utc"], ["end_utc", "period_minutes"], ["generation_power_kw"]];
const SITE = [["site_uuid", "client_site_id"]];

/** What became of an upload of measurements. */
export type UploadedGeneration = StoredGeneration & {
  warnings: Warning[];
  refused?: ReturnType<RefusedLines["list"]>;
};

/** An upload of measurements, which are checked by the same rules as those of a body in JSON. */
export class GenerationUpload implements Upload<UploadedGeneration> {
  readonly columns: Columns;
  readonly #uuid = crypto.randomUUID();
  readonly #schema;
  readonly #names: ReadonlySet<string>;
  readonly #warnings = new WarningList();
  readonly #refused = new RefusedLines();
  readonly #facts = new Map<string, SiteFacts>();
  readonly #order = new StartOrder();
  readonly #sites: SitesOfRows;
  #lines = 0;
  #pieces = 0;
  #scopes!: Scopes;
  /** PostgreSQL keeps a piece while the next one is read. */
  #kept: Promise<void> = Promise.resolve();

  constructor(private options: Options) {
    this.#schema = options.siteUuid === undefined ? generationOfSites : siteGeneration;
    this.#names = new Set(Object.keys(this.#schema.shape.values.element.shape));
    const needed = options.siteUuid === undefined ? [...SITE, ...PERIOD] : PERIOD;
    this.columns = { known: [...this.#names], needed };
    this.#sites = new SitesOfRows((ids) => this.#scopes((sql) => sitesByClientId(sql, ids)));
  }

  async take(scopes: Scopes, lines: readonly (SentRow | WrongLine)[]): Promise<void> {
    this.#scopes = scopes;
    this.#lines += lines.length;
    const { judged, faults } = await this.#judge(lines);
    await this.#stage(judged);
    if (faults.length > 0) await this.#refuse(faults);
    const around = {
      highest: (uuids: string[], beforeMs: number, days?: number) =>
        scopes((sql) =>
          highestKw(sql, uuids, Temporal.Instant.fromEpochMilliseconds(beforeMs), days)
        ),
      inTurns,
    };
    const powers = await inTurns(bySite(judged.values, judged.places));
    if (powers.size > 0) await addAllDoubts(this.#warnings, powers, this.#facts, around);
  }

  async end(): Promise<void> {
    await this.#kept;
    if (this.#lines === 0) {
      const message = "Send values.";
      throw new AppError("invalid", message, { fields: [{ field: "values", message }] });
    }
    if (!this.#order.isKept) await this.#refuseContradictions();
  }

  async move(sql: ScopedSql): Promise<UploadedGeneration> {
    const { replace, onInvalid } = this.options;
    const isInOrder = this.#order.isKept;
    const stored = this.#pieces === 0
      ? NOTHING
      : await uploads.move(sql, this.#uuid, { replace, isInOrder });
    const [first] = stored.conflicts;
    const first_conflict = first ? `Line ${first.row}` : null;
    const told = { ...stored, first_conflict, warnings: this.#warnings.list() };
    return onInvalid === "skip" ? { ...told, refused: this.#refused.list() } : told;
  }

  async drop(sql: ScopedSql): Promise<void> {
    await uploads.drop(sql, this.#uuid);
  }

  /** Checks lines by the schema, and their rows by the facts of their sites. */
  async #judge(lines: readonly (SentRow | WrongLine)[]) {
    const sent = lines.filter((line): line is SentRow => "value" in line);
    const wrong = lines.filter((line): line is WrongLine => "wrong" in line).map((
      { line, wrong },
    ): Fault => ({ path: ["values", line - 1], message: wrong }));
    const sifted = await this.#sift(sent);
    const named = await this.#sites.named(sifted.rows, sifted.places, (row) => ["values", row]);
    await this.#learn(named.rows);
    const { nowMs } = this.options;
    const rows = named.rows.map(withEnd);
    const judged = await inTurns(judgeGeneration(rows, named.places, this.#facts, nowMs));
    return { judged, faults: [...wrong, ...sifted.faults, ...named.faults, ...judged.faults] };
  }

  async #sift(sent: readonly SentRow[]) {
    const values = sent.map(({ value }) => value);
    const { siteUuid } = this.options;
    const ofSite = (row: SentGeneration) =>
      siteUuid === undefined ? row : { ...row, site_uuid: siteUuid };
    const lineOf = (place: number) => sent[place]!.line - 1;
    if (plainGeneration<SentGeneration>(values, this.#names)) {
      return { rows: values.map(ofSite), places: sent.map(({ line }) => line - 1), faults: [] };
    }
    // Each row is skipped in the end, or ends the upload: all faults are wanted.
    const { data, places, faults } = await inTurns(
      siftValues(this.#schema, { values }, { isSkipping: true }),
    );
    const rows = (data?.values ?? []) as SentGeneration[];
    const placed = faults.map((fault) => ({
      ...fault,
      path: fault.path.with(1, lineOf(fault.path[1] as number)),
    }));
    return { rows: rows.map(ofSite), places: places.map(lineOf), faults: placed };
  }

  async #learn(rows: readonly { site_uuid: string }[]): Promise<void> {
    const uuids = new Set<string>();
    for (const { site_uuid } of rows) if (!this.#facts.has(site_uuid)) uuids.add(site_uuid);
    if (uuids.size === 0) return;
    const found = await this.#scopes((sql) => factsOf(sql, [...uuids]));
    for (const [uuid, facts] of found) this.#facts.set(uuid, facts);
  }

  async #stage({ values, places }: JudgedGeneration): Promise<void> {
    if (values.length === 0) return;
    const numbers = new Map<string, number>();
    const piece: uploads.StagedGeneration = {
      number: this.#pieces++,
      sites: [],
      siteNumbers: [],
      starts: [],
      ends: [],
      powers: [],
      lines: [],
    };
    for (const [i, { site_uuid, start_utc, end_utc, generation_power_kw }] of values.entries()) {
      if (!numbers.has(site_uuid)) numbers.set(site_uuid, piece.sites.push(site_uuid));
      const start = microseconds(start_utc);
      this.#order.add(site_uuid, start);
      piece.siteNumbers.push(numbers.get(site_uuid)!);
      piece.starts.push(start);
      piece.ends.push(microseconds(end_utc));
      piece.powers.push(generation_power_kw);
      piece.lines.push(places[i]! + 1);
    }
    await this.#kept;
    this.#kept = this.#scopes((sql) => uploads.stage(sql, this.#uuid, piece));
    this.#kept.catch(() => {}); // it is awaited with the next piece
  }

  /** Counts faults where bad rows are skipped; else throws for the first wrong line. */
  async #refuse(faults: readonly Fault[]): Promise<void> {
    if (this.options.onInvalid === "skip") return await this.#refused.add(faults);
    await this.#kept;
    const earlier = this.#order.isKept ? [] : (await this.#contradictions()).faults;
    refuseFirst([...faults, ...earlier]);
  }

  async #refuseContradictions(): Promise<void> {
    const { faults, count } = await this.#contradictions();
    if (faults.length > 0) await this.#refuse(faults);
    this.#refused.count(count - faults.length);
  }

  async #contradictions(): Promise<{ count: number; faults: Fault[] }> {
    const { count, lines } = await this.#scopes((sql) =>
      uploads.contradictions(sql, this.#uuid, MOST_REFUSED)
    );
    const faults = lines.map(({ line, first_line, site_uuid, start_utc }) =>
      faultOf(
        {
          field: "generation_power_kw",
          message: `row ${first_line} has another value for this period.`,
        },
        ["values", line - 1],
        { site_uuid, start_utc },
      )
    );
    return { count, faults };
  }
}
