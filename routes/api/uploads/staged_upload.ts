import type { ScopedSql } from "../../../db/scope.ts";
import { AppError } from "../../../domain/errors.ts";
import { MOST_REFUSED } from "../../../domain/ingestion.ts";
import type { SiteFacts } from "../../../domain/sites/site_facts.ts";
import type { Fault } from "../../../domain/unknown_names.ts";
import { WarningList } from "../../../domain/warnings.ts";
import { sitesByClientId } from "../../../sql/sites/client_ids.ts";
import { factsOf } from "../../../sql/sites/site_facts.ts";
import type { OnInvalid } from "../ingestion.ts";
import { SitesOfRows } from "../sites_of_rows.ts";
import type { Columns } from "./csv_rows.ts";
import { RefusedLines, refuseFirst } from "./line_faults.ts";
import type { Scopes, Upload } from "./receive.ts";
import type { SentRow, WrongLine } from "./sent_row.ts";
import { StartOrder } from "./start_order.ts";

/** What all uploads are read with. */
export interface UploadOptions {
  /** The site of all rows; undefined: each names its own. */
  siteUuid?: string;
  onInvalid: OnInvalid;
  nowMs: number;
}

/** Keeps a piece in the database. */
export type Keep = (sql: ScopedSql) => Promise<void>;

/** Good rows of a piece, and what is wrong with the others. */
export interface JudgedPiece<Good> {
  judged: Good;
  faults: Fault[];
  /** How many rows a whole run has that is refused, by its place. */
  rowsOfRun?: (run: number) => number;
}

/** An upload whose pieces are checked, and kept in a table until all of them are moved. */
export abstract class StagedUpload<Good, Result> implements Upload<Result> {
  abstract readonly columns: Columns;
  protected readonly uuid: string = crypto.randomUUID();
  protected readonly warnings = new WarningList();
  protected readonly refused = new RefusedLines();
  protected readonly facts = new Map<string, SiteFacts>();
  protected readonly order = new StartOrder();
  protected readonly sites = new SitesOfRows((ids) =>
    this.scopes((sql) => sitesByClientId(sql, ids))
  );
  protected scopes!: Scopes;
  /** Good rows that were kept, and those of them that contradict an earlier one. */
  protected kept = 0;
  #leftOut = 0;
  #lines = 0;
  #pieces = 0;
  /** PostgreSQL keeps a piece while the next one is read. */
  #kept: Promise<void> = Promise.resolve();

  constructor(protected readonly options: UploadOptions) {}

  /** Checks lines by their schema, and their rows by the facts of their sites. */
  protected abstract judge(lines: readonly (SentRow | WrongLine)[]): Promise<JudgedPiece<Good>>;
  /** Returns what keeps the good rows of a piece; undefined when there are none. */
  protected abstract stage(judged: Good, number: number): Promise<Keep | undefined>;
  /** Adds what is odd about good rows. */
  protected abstract addDoubts(judged: Good): Promise<void>;
  /** Finds rows that contradict an earlier one: how many, and the first `most` of them. */
  protected abstract contradictions(
    sql: ScopedSql,
    most: number,
  ): Promise<{ count: number; faults: Fault[] }>;
  abstract move(sql: ScopedSql): Promise<Result>;
  /** Forgets all pieces. */
  protected abstract forget(sql: ScopedSql): Promise<void>;

  rowsIn(_line: SentRow | WrongLine): number {
    return 1;
  }

  async take(scopes: Scopes, lines: readonly (SentRow | WrongLine)[]): Promise<void> {
    this.scopes = scopes;
    this.#lines += lines.length;
    const { judged, faults, rowsOfRun } = await this.judge(lines);
    const keep = await this.stage(judged, this.#pieces);
    if (keep) {
      this.#pieces++;
      await this.#kept;
      this.#kept = scopes(keep);
      this.#kept.catch(() => {}); // it is awaited with the next piece
    }
    if (faults.length > 0) await this.#refuse(faults, rowsOfRun);
    await this.addDoubts(judged);
  }

  async end(): Promise<void> {
    await this.#kept;
    if (this.#lines === 0) {
      const message = "Send values.";
      throw new AppError("invalid", message, { fields: [{ field: "values", message }] });
    }
    if (this.order.isKept) return;
    const { faults, count } = await this.#contradictions();
    if (faults.length > 0) await this.#refuse(faults);
    this.refused.count(count - faults.length);
    this.#leftOut = count;
  }

  async drop(scopes: Scopes): Promise<void> {
    // A piece that is still being kept would come after what forgets it; one that failed is not there.
    await Promise.allSettled([this.#kept]);
    await scopes((sql) => this.forget(sql));
  }

  /** Whether no row was good. */
  protected get isEmpty(): boolean {
    return this.#pieces === 0;
  }

  /**
   * Throws "unavailable", so that nothing is stored, unless so many rows were moved as were kept. A
   * crash of PostgreSQL empties the tables of pieces, which are unlogged, while the rest still arrives.
   */
  protected checkWhole(moved: number): void {
    if (moved === this.kept - this.#leftOut) return;
    const message =
      "The database was restarted while the rows arrived. Nothing was stored: send them again.";
    throw new AppError("unavailable", message, { retryAfterSeconds: 5 });
  }

  /** Returns what a response tells beside what became of the rows. */
  protected remarks() {
    const warnings = this.warnings.list();
    if (this.options.onInvalid === "refuse") return { warnings };
    return { warnings, refused: this.refused.list() };
  }

  /** Looks up the facts of sites that are new here. */
  protected async learn(rows: readonly { site_uuid: string }[]): Promise<void> {
    const uuids = new Set<string>();
    for (const { site_uuid } of rows) if (!this.facts.has(site_uuid)) uuids.add(site_uuid);
    if (uuids.size === 0) return;
    const found = await this.scopes((sql) => factsOf(sql, [...uuids]));
    for (const [uuid, facts] of found) this.facts.set(uuid, facts);
  }

  /** Counts faults where bad rows are skipped; else throws for the first wrong line. */
  async #refuse(faults: readonly Fault[], rowsOfRun?: (run: number) => number): Promise<void> {
    if (this.options.onInvalid === "skip") return await this.refused.add(faults, rowsOfRun);
    await this.#kept;
    const earlier = this.order.isKept ? [] : (await this.#contradictions()).faults;
    refuseFirst([...faults, ...earlier]);
  }

  #contradictions() {
    return this.scopes((sql) => this.contradictions(sql, MOST_REFUSED));
  }
}

/** Returns the faults of lines that hold no row. */
export function wrongLines(lines: readonly (SentRow | WrongLine)[]): Fault[] {
  return lines.filter((line): line is WrongLine => "wrong" in line)
    .map(({ line, wrong }) => ({ path: ["values", line - 1], message: wrong }));
}

export const isSent = (line: SentRow | WrongLine): line is SentRow => "value" in line;
