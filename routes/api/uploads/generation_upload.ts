import type { ScopedSql } from "../../../db/scope.ts";
import { inTurns, turnTaker } from "../../../db/turns.ts";
import {
  addAllDoubts,
  bySite,
  type JudgedGeneration,
  judgeGeneration,
} from "../../../domain/generation/judge_generation.ts";
import { generationOfSites, siteGeneration } from "../../../domain/generation/new_generation.ts";
import { plainGeneration } from "../../../domain/generation/plain_generation.ts";
import { microseconds, withEnd } from "../../../domain/sent_row.ts";
import { siftValues } from "../../../domain/sift.ts";
import { faultOf } from "../../../domain/value_limits.ts";
import type { Warning } from "../../../domain/warnings.ts";
import { highestKw } from "../../../sql/generation/highest.ts";
import * as uploads from "../../../sql/generation/uploads.ts";
import {
  NOTHING,
  type SentGeneration,
  type StoredGeneration,
} from "../generation/add_generation.ts";
import type { Columns } from "./csv_rows.ts";
import type { RefusedLines } from "./line_faults.ts";
import type { SentRow, WrongLine } from "./sent_row.ts";
import { isSent, StagedUpload, type UploadOptions, wrongLines } from "./staged_upload.ts";

const PERIOD = [["start_utc"], ["end_utc", "period_minutes"], ["generation_power_kw"]];
const SITE = [["site_uuid", "client_site_id"]];

/** What became of an upload of measurements. */
export type UploadedGeneration = StoredGeneration & {
  warnings: Warning[];
  refused?: ReturnType<RefusedLines["list"]>;
};

/** An upload of measurements, which are checked by the same rules as those of a body in JSON. */
export class GenerationUpload extends StagedUpload<JudgedGeneration, UploadedGeneration> {
  readonly columns: Columns;
  readonly #schema;
  readonly #names: ReadonlySet<string>;

  constructor(options: UploadOptions, private replace: boolean) {
    super(options);
    this.#schema = options.siteUuid === undefined ? generationOfSites : siteGeneration;
    this.#names = new Set(Object.keys(this.#schema.shape.values.element.shape));
    const needed = options.siteUuid === undefined ? [...SITE, ...PERIOD] : PERIOD;
    this.columns = { known: [...this.#names], needed };
  }

  async move(sql: ScopedSql): Promise<UploadedGeneration> {
    const isInOrder = this.order.isKept;
    const stored = this.isEmpty
      ? NOTHING
      : await uploads.move(sql, this.uuid, { replace: this.replace, isInOrder });
    const { inserted, unchanged, conflicting, replaced, deleted } = stored;
    this.checkWhole(inserted + unchanged + conflicting + replaced + deleted);
    const [first] = stored.conflicts;
    return { ...stored, first_conflict: first ? `Line ${first.row}` : null, ...this.remarks() };
  }

  protected async forget(sql: ScopedSql): Promise<void> {
    await uploads.drop(sql, this.uuid);
  }

  protected async judge(lines: readonly (SentRow | WrongLine)[]) {
    const sifted = await this.#sift(lines.filter(isSent));
    const named = await this.sites.named(sifted.rows, sifted.places, (row) => [["values", row]]);
    await this.learn(named.rows);
    const rows = named.rows.map(withEnd);
    const { nowMs } = this.options;
    const judged = await inTurns(judgeGeneration(rows, named.places, this.facts, nowMs));
    const faults = [...wrongLines(lines), ...sifted.faults, ...named.faults, ...judged.faults];
    return { judged, faults };
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

  protected async addDoubts({ values, places }: JudgedGeneration): Promise<void> {
    const around = {
      highest: (uuids: string[], beforeMs: number, days?: number) =>
        this.scopes((sql) =>
          highestKw(sql, uuids, Temporal.Instant.fromEpochMilliseconds(beforeMs), days)
        ),
      inTurns,
    };
    const powers = await inTurns(bySite(values, places));
    if (powers.size > 0) await addAllDoubts(this.warnings, powers, this.facts, around);
  }

  protected async stage({ values, places }: JudgedGeneration, number: number) {
    if (values.length === 0) return undefined;
    this.kept += values.length;
    const numbers = new Map<string, number>();
    const piece: uploads.StagedGeneration = {
      number,
      sites: [],
      siteNumbers: [],
      starts: [],
      ends: [],
      powers: [],
      lines: [],
    };
    const turn = turnTaker();
    for (const [i, { site_uuid, start_utc, end_utc, generation_power_kw }] of values.entries()) {
      if (i % 1000 === 0) await turn();
      if (!numbers.has(site_uuid)) numbers.set(site_uuid, piece.sites.push(site_uuid));
      const start = microseconds(start_utc);
      this.order.add(site_uuid, start);
      piece.siteNumbers.push(numbers.get(site_uuid)!);
      piece.starts.push(start);
      piece.ends.push(microseconds(end_utc));
      piece.powers.push(generation_power_kw);
      piece.lines.push(places[i]! + 1);
    }
    return (sql: ScopedSql) => uploads.stage(sql, this.uuid, piece);
  }

  protected async contradictions(sql: ScopedSql, most: number) {
    const { count, lines } = await uploads.contradictions(sql, this.uuid, most);
    const faults = lines.map(({ line, first_line, site_uuid, start_utc }) => {
      const message = `row ${first_line} has another value for this period.`;
      const wrong = { field: "generation_power_kw", message };
      return faultOf(wrong, ["values", line - 1], { site_uuid, start_utc });
    });
    return { count, faults };
  }
}
